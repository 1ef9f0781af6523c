"""What meetings say by text. Each is one question, at Grade 6, and says who speaks and what to press.

They are called under the language of the person who gets the text.
"""

from collections.abc import Mapping

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from community.core.words import day_in_words, digits_and_words, month_in_words, when_in_words
from community.meetings.models import ActionItem, Invitation, Meeting
from community.people.models import Group


def kind_words(group: Group) -> str:
    """What people call a meeting of this group, inside a sentence."""
    return {
        Group.Kind.ADVISORY_BOARD: _("board meeting"),
        Group.Kind.ACTION_TEAM: _("team meeting"),
        Group.Kind.SUBCOMMITTEE: _("small group meeting"),
        Group.Kind.COUNCIL: _("council meeting"),
    }[Group.Kind(group.kind)]


def day_of(meeting: Meeting) -> str:
    """“Thu Nov 26”; the month where a record names no day."""
    return day_in_words(meeting.roster_day) if meeting.roster_day else month_in_words(meeting.month)


def when(meeting: Meeting) -> str:
    """“Thu Nov 26, 6 pm”, in the active time zone."""
    return when_in_words(meeting.starts_at) if meeting.starts_at else day_of(meeting)


def name_of(meeting: Meeting) -> str:
    """“Family Advisory Board, meeting 32”."""
    return _("%(group)s, meeting %(number)s") % {"group": meeting.group.name, "number": meeting.number}


def yes_or_no(numbers: Mapping[str, int]) -> str:
    """“1 yes 2 no”, with the digits that are free on that phone."""
    return digits_and_words([(numbers["yes"], _("yes")), (numbers["no"], _("no"))])


def offers(meeting: Meeting) -> str:
    """What is offered to those who come, as a sentence; "" when nothing is."""
    if meeting.offers_meal and meeting.offers_childcare:
        return _("Dinner and child care.")
    if meeting.offers_meal:
        return _("Dinner.")
    return _("Child care.") if meeting.offers_childcare else ""


def invitation_words(meeting: Meeting, numbers: dict[str, int], link: str) -> str:
    """The invitation."""
    facts = [kind_words(meeting.group) + " " + when(meeting), meeting.place]
    sentences = [", ".join(fact for fact in facts if fact) + ".", offers(meeting)]
    return _("%(community)s: %(facts)s Can you come? %(digits)s %(link)s") % {
        "community": meeting.group.community.name,
        "facts": " ".join(sentence for sentence in sentences if sentence),
        "digits": yes_or_no(numbers),
        "link": link,
    }


def reminder_words(meeting: Meeting, numbers: dict[str, int], link: str) -> str:
    """The same question again, shorter."""
    return _("%(community)s: can you come to the %(meeting)s %(when)s? %(digits)s %(link)s") % {
        "community": meeting.group.community.name,
        "meeting": kind_words(meeting.group),
        "when": when(meeting),
        "digits": yes_or_no(numbers),
        "link": link,
    }


def invitation_line(meeting: Meeting, numbers: Mapping[str, int]) -> str:
    """“Board meeting Thu Nov 26: 1 yes 2 no”, or without its digits."""
    name = capfirst(f"{kind_words(meeting.group)} {day_of(meeting)}")
    return f"{name}: {yes_or_no(numbers)}" if numbers else name


def childcare_line(meeting: Meeting, numbers: Mapping[str, int]) -> str:
    """“Child care Thu Nov 26: 3 yes 4 no”, or without its digits."""
    name = _("Child care %(day)s") % {"day": day_of(meeting)}
    return f"{name}: {yes_or_no(numbers)}" if numbers else name


def got_it(invitation: Invitation) -> str:
    """An answer said back: “Got it: YES for Thu Nov 26.”"""
    day = day_of(invitation.meeting)
    if invitation.answer == Invitation.Answer.YES:
        return _("Got it: YES for %(day)s.") % {"day": day}
    return _("Got it: NO for %(day)s.") % {"day": day}


def got_childcare(invitation: Invitation) -> str:
    """The answer about child care said back."""
    day = day_of(invitation.meeting)
    if invitation.needs_childcare:
        return _("Got it: child care for %(day)s.") % {"day": day}
    return _("Got it: no child care for %(day)s.") % {"day": day}


def answers_of_step(numbers: Mapping[str, int]) -> str:
    """“1 done 2 needs time 3 needs help”."""
    words = [("done", _("done")), ("time", _("needs time")), ("help", _("needs help"))]
    return digits_and_words([(numbers[value], label) for value, label in words])


def step_words(item: ActionItem, numbers: Mapping[str, int], *, title: str) -> str:
    """The text before a next step is due; ``title`` is "" where a text may not say it."""
    assert item.due_on is not None  # noqa: S101  only what has a day is asked about
    facts = {
        "community": item.group.community.name,
        "title": Truncator(title).chars(40, truncate="..."),
        "day": day_in_words(item.due_on),
        "digits": answers_of_step(numbers),
    }
    if not title:
        return _("%(community)s: your next step is due %(day)s. Is it done? %(digits)s") % facts
    return _('%(community)s: your next step "%(title)s" is due %(day)s. Is it done? %(digits)s') % facts


def step_line(item: ActionItem, numbers: Mapping[str, int]) -> str:
    """“Next step for Thu Nov 26: 1 done 2 needs time 3 needs help”, or without its digits."""
    assert item.due_on is not None  # noqa: S101  only what has a day is asked about
    name = _("Next step for %(day)s") % {"day": day_in_words(item.due_on)}
    return f"{name}: {answers_of_step(numbers)}" if numbers else name
