"""What is texted about a ballot that digits alone cannot give: how to write it, and what was counted."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from advisory.decisions.models import Ballot, Decision, Option
from advisory.decisions.words import is_board, open_words
from community.core.words import digits_and_words, money_in_words

Method = Decision.Method
# Two parts of a text.
LONGEST = 306
# What a phone says for "not voting" beside the places of the choices.
ABSTAIN = str(Option.ABSTAIN)


def values_of(decision: Decision) -> list[str]:
    """What the numbers of a phone stand for: the places of the choices, then not voting; or yes and no."""
    if not decision.chooses:
        return list(Option.values)
    return [*(str(choice.place) for choice in decision.choices.all()), ABSTAIN]


def ballot_words(decision: Decision, numbers: Mapping[str, int], link: str) -> str:
    """The question by text: what there is to choose, how to write the answer, and a link to do it on screen.

    Where that would be too long, the link alone.
    """
    parts = {"community": decision.group.community.name, "title": decision.title, "link": link}
    asks = (
        _('%(community)s: the board votes on "%(title)s".')
        if is_board(decision)
        else _('%(community)s: your group votes on "%(title)s".')
    ) % parts
    said = [asks, f"{choices_words(decision, numbers)}.", how_words(decision, numbers)]
    if decision.is_secret:
        said.append(_("The phone company can see a text."))
    said.append(_("Or here: %(link)s") % parts)
    said.append(open_words(decision))
    whole = " ".join(part for part in said if part)
    return whole if len(whole) <= LONGEST else paper_words(decision, link)


def paper_words(decision: Decision, link: str) -> str:
    """The question by text where it is answered behind a link."""
    parts = {"community": decision.group.community.name, "title": decision.title, "link": link}
    said = (
        _('%(community)s: a secret vote on "%(title)s". Your ballot: %(link)s')
        if decision.is_secret
        else _('%(community)s: choose on "%(title)s". Your ballot: %(link)s')
    ) % parts
    return f"{said} {open_words(decision)}".rstrip()


def choices_words(decision: Decision, numbers: Mapping[str, int]) -> str:
    """“1 Saturday 2 Sunday 3 not voting”; a budget: “A Benches $300 B Trees $200 3 not voting”."""
    if not decision.chooses:
        return digits_and_words((numbers[value], str(Option(value).label)) for value in Option.values)
    if decision.method in Decision.BUDGETS:
        named = [
            f"{choice.letter} {choice.title} {money_in_words(choice.cost_cents or 0)}"
            for choice in decision.choices.all()
        ]
    else:
        named = [f"{numbers[str(choice.place)]} {choice.title}" for choice in decision.choices.all()]
    return " ".join([*named, f"{numbers[ABSTAIN]} {Option.ABSTAIN.label}"])


def how_words(decision: Decision, numbers: Mapping[str, int]) -> str:
    """How to write the answer, with an example of one's own numbers; "" for yes and no."""
    if not decision.chooses:
        return ""
    places = [choice.place for choice in decision.choices.all()]
    own = [numbers[str(place)] for place in places]
    return {
        Method.IRV: _("Text your order, best first, like %(order)s."),
        Method.APPROVAL: _("Text all that you can live with, like %(some)s."),
        Method.EQUAL_SHARES: _("Text all that you want, like %(letters)s."),
        Method.GREEDY: _("Text all that you want, like %(letters)s."),
        Method.SCORE: _("Give each 0 to %(top)s points, like %(points)s."),
        Method.DOTS: _("Spread %(top)s dots, like %(dots)s."),
    }[Method(decision.method)] % {
        "order": " ".join(map(str, [own[-1], *own[:-1]][:3])),
        "some": f"{own[0]} {own[-1]}",
        "letters": f"A {chr(ord('A') + len(own) - 1)}",
        "top": decision.top_mark,
        "points": f"{own[0]}={decision.top_mark} {own[1]}=0",
        "dots": f"{own[-1]}={decision.top_mark}",
    }


def marks_words(decision: Decision, marks: list[list[int]] | list[int]) -> str:
    """A ballot that chooses, said in words: “Friday, Saturday”; with points “Saturday 5, Sunday 2”."""
    titles = {choice.place: choice.title for choice in decision.choices.all()}
    return ", ".join(_mark_words(decision.method, titles, mark) for mark in marks) or _("nothing")


def _mark_words(method: str, titles: Mapping[int, str], mark: list[int] | int) -> str:
    if isinstance(mark, int):
        return titles[mark]
    if method in Decision.POINTS:
        return f"{titles[mark[0]]} {mark[1]}"
    return " + ".join(titles[place] for place in mark) or "-"


def counted_words(decision: Decision, ballot: Ballot) -> str:
    """A ballot by text said back, with the code of its receipt; a secret one without what it says."""
    parts = {"title": decision.title, "receipt": ballot.receipt}
    if ballot.is_sealed:
        return _('Your ballot on "%(title)s" is in. Your code: %(receipt)s.') % parts
    if ballot.option == Option.ABSTAIN:
        said = _('Got it: you are not voting on "%(title)s".') % parts
    else:
        marks = marks_words(decision, ballot.marks or [])
        said = _('Got it on "%(title)s": %(marks)s.') % {**parts, "marks": marks}
    return " ".join([said, _("To change it, text again. Your code: %(receipt)s.") % parts])


def ballot_line(decision: Decision, numbers: Mapping[str, int]) -> str:
    """The question in a few words, with its numbers."""
    title = f'"{decision.title}"'
    return f"{title}: {choices_words(decision, numbers)}" if numbers else title


def place_of(decision: Decision, letter: str) -> str:
    """The place of the choice with this letter, as a phone's numbers have it; "" when there is none."""
    return next((str(choice.place) for choice in decision.choices.all() if choice.letter == letter), "")
