"""What texts ask those who come, and how an answer is said back. Called under the person's language."""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from community.core.words import digits_and_words
from community.meetings.models import Accommodation, Meeting
from community.meetings.needs import IN_WORDS, LANGUAGES, Step
from community.meetings.words import day_of, yes_or_no


def _children(numbers: Mapping[str, int]) -> str:
    words = [_("one"), _("two"), _("three"), _("four"), _("five")]
    return digits_and_words((numbers[str(count)], word) for count, word in enumerate(words, 1))


def _languages(numbers: Mapping[str, int]) -> str:
    return digits_and_words(
        [*((numbers[key], str(name)) for key, name in LANGUAGES.items()), (numbers["no"], _("no"))]
    )


def question(step: Step, numbers: Mapping[str, int]) -> str:
    """One question, with the digits of that phone."""
    words = {
        Step.MEAL: _("Do you want dinner? %(digits)s"),
        Step.DIET: _("What can you not eat? Text it, or %(digits)s nothing"),
        Step.CHILDCARE: _("Need child care? %(digits)s"),
        Step.CHILDREN: _("How many children? %(digits)s"),
        Step.AGES: _("How old are they? Text it like: 3 and 5 years. Or %(digits)s skip"),
        Step.INTERPRETATION: _("Need an interpreter? %(digits)s"),
        Step.RIDE: _("Need a ride? %(digits)s"),
        Step.PLACE: _("Where do we pick you up? Text it, or %(digits)s skip"),
    }[step]
    return words % {"digits": _digits(step, numbers)}


def _digits(step: Step, numbers: Mapping[str, int]) -> str:
    if step is Step.CHILDREN:
        return _children(numbers)
    if step is Step.INTERPRETATION:
        return _languages(numbers)
    return str(numbers["none"]) if step in IN_WORDS else yes_or_no(numbers)


def name_of_step(step: Step) -> str:
    """A question in a word or two."""
    return {
        Step.MEAL: _("Dinner"),
        Step.DIET: _("What you can't eat"),
        Step.CHILDCARE: _("Child care"),
        Step.CHILDREN: _("Children"),
        Step.AGES: _("Ages of the children"),
        Step.INTERPRETATION: _("Interpreter"),
        Step.RIDE: _("Ride"),
        Step.PLACE: _("Where your ride begins"),
    }[step]


def line(step: Step, day: str, numbers: Mapping[str, int]) -> str:
    """“Child care Thu Nov 26: 3 yes 4 no”, or without its digits."""
    name = f"{name_of_step(step)} {day}"
    if not numbers:
        return name
    digits = _digits(step, numbers)
    if step in IN_WORDS:
        return _("%(question)s: text it, or %(digit)s skip") % {"question": name, "digit": digits}
    return f"{name}: {digits}"


def got(row: Accommodation) -> str:
    """Whether something is wanted, said back: “Got it: child care for Thu Nov 26.”"""
    day = {"day": day_of(row.invitation.meeting)}
    kind = Step(row.kind)
    if kind is Step.INTERPRETATION and row.wanted:
        if row.detail == "other":
            return _("Got it: an interpreter for %(day)s. We will ask you for which language.") % day
        return _("Got it: interpreter (%(language)s) for %(day)s.") % {
            **day,
            "language": LANGUAGES[row.detail],
        }
    yes, no = {
        Step.MEAL: (_("Got it: dinner for %(day)s."), _("Got it: no dinner for %(day)s.")),
        Step.CHILDCARE: (_("Got it: child care for %(day)s."), _("Got it: no child care for %(day)s.")),
        Step.INTERPRETATION: ("", _("Got it: no interpreter for %(day)s.")),
        Step.RIDE: (_("Got it: a ride for %(day)s."), _("Got it: no ride for %(day)s.")),
    }[kind]
    return (yes if row.wanted else no) % day


def got_more(step: Step, row: Accommodation) -> str:
    """What was told about it, said back: “Got it: 2 children, ages 3, 5.”"""
    if step is Step.CHILDREN or (step is Step.AGES and not row.detail):
        return ngettext("Got it: %(number)d child.", "Got it: %(number)d children.", row.count or 1) % {
            "number": row.count or 1
        }
    if step is Step.AGES:
        return ngettext(
            "Got it: %(number)d child, age %(ages)s.",
            "Got it: %(number)d children, ages %(ages)s.",
            row.count or 1,
        ) % {"number": row.count or 1, "ages": row.detail}
    if step is Step.PLACE:
        if not row.detail:
            return pgettext("ride", "Got it. We will ask you where.")
        return _("Got it: a ride from %(place)s.") % {"place": row.detail}
    if not row.detail:
        return _("Got it: you eat everything.")
    return _("Got it, for dinner: %(diet)s.") % {"diet": row.detail.rstrip(".")}


def all_offers(meeting: Meeting) -> str:
    """“Dinner, child care, a ride”: what a page says is there for those who come; "" when nothing is."""
    offered = [
        (meeting.offers_meal, _("dinner")),
        (meeting.offers_childcare, _("child care")),
        (meeting.offers_interpretation, _("interpreter")),
        (meeting.offers_ride, _("ride")),
    ]
    return capfirst(", ".join(word for is_offered, word in offered if is_offered))
