"""What a ballot says, in words. Called under the reader's language."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.counting.methods import METHODS
from advisory.decisions.marks import APPROVING
from advisory.decisions.models import Ballot, Choice, Decision, Option, Recusal
from advisory.decisions.words import thanks

State = Decision.State


def promise_words() -> str:
    """What "secret" means, as it stands on the ballot."""
    return _(
        "This vote is secret: nobody using Stoop can connect you to your vote. So your first ballot counts, "
        "and it cannot be changed."
    )


def method_words(decision: Decision) -> str:
    """The one plain sentence of a method."""
    return str(METHODS[decision.counted_by].sentence)


def kept_words(ballot: Ballot, decision: Decision) -> str:
    """A ballot from a screen said back; of a secret one only that it is in."""
    if ballot.is_sealed:
        return _("Your ballot is in. It is secret, so it cannot be changed.")
    if decision.method in (Decision.Method.MAJORITY, Decision.Method.TWO_THIRDS):
        return thanks(ballot.option)
    return _("Your ballot is in. You can change it until the vote closes.")


def marked_lines(decision: Decision, marks: Sequence[Any], choices: Sequence[Choice]) -> list[str]:
    """What a ballot marks, one line each: “Saturday”, “Saturday: 3 points”, “1. Saturday”."""
    titles = {choice.place: choice.title for choice in choices}
    if decision.method in APPROVING:
        return [titles[place] for place in marks]
    if decision.method in Decision.POINTS:
        return [
            _("%(title)s: %(points)s") % {"title": titles[place], "points": points_words(decision, points)}
            for place, points in marks
        ]
    nobody = _("nobody")
    return [
        f"{rank}. {' + '.join(titles[place] for place in places) or nobody}"
        for rank, places in enumerate(marks, 1)
    ]


def points_words(decision: Decision, points: int) -> str:
    """“3 dots”, “1 point”."""
    said = (
        ngettext("%(count)d dot", "%(count)d dots", points)
        if decision.method == Decision.Method.DOTS
        else ngettext("%(count)d point", "%(count)d points", points)
    )
    return said % {"count": points}


def answer_words(decision: Decision, ballot: Ballot) -> str:
    """“You voted YES”; "" of a ballot that marks choices."""
    if ballot.is_sealed:
        return _("Your ballot is in.")
    if decision.method == Decision.Method.CONSENT:
        said = {
            Option.YES: _("You agreed"),
            Option.NO: _("You objected"),
            Option.ABSTAIN: _("You stood aside"),
        }
    else:
        said = {
            Option.YES: _("You voted YES"),
            Option.NO: _("You voted NO"),
            Option.ABSTAIN: _("You chose not to vote"),
        }
    return said[Option(ballot.option)] if ballot.option else _("Your ballot")


def way_words(ballot: Ballot) -> str:
    """How a ballot came: “by raised hand, written down by Luis”."""
    by = ballot.entered_by.display_name if ballot.entered_by else ""
    said = {
        Ballot.Channel.TEXT: _("by text"),
        Ballot.Channel.PHONE: _("on your phone"),
        Ballot.Channel.HAND: _("by raised hand, written down by %(name)s"),
        Ballot.Channel.PAPER: _("on paper, entered by %(name)s"),
        Ballot.Channel.PROXY: _("%(name)s voted for you"),
    }
    return said[Ballot.Channel(ballot.channel)] % {"name": by}


def recusal_words(recusal: Recusal) -> str:
    """“Rosa stepped aside: My sister runs the library.”"""
    return _("%(name)s stepped aside: %(why)s") % {"name": recusal.person.display_name, "why": recusal.why}


def standing_words(decision: Decision, ratifications: Sequence[Decision]) -> list[str]:
    """Whether what was decided holds: a first pass never does, another group may have to approve.

    ``ratifications`` are the decisions of the others that are not withdrawn, each with group and result.
    """
    said = []
    if decision.is_first_pass:
        said.append(_("This is a first pass: it shows where people stand, and decides nothing yet."))
    if decision.state != State.CLOSED or not _passed(decision) or decision.is_first_pass:
        return said
    for other in ratifications:
        name = {"group": other.group.name}
        if other.state != State.CLOSED:
            said.append(_("It passed, and waits for the approval of %(group)s.") % name)
        elif _passed(other) and not other.is_first_pass:
            said.append(_("%(group)s approved it too.") % name)
        elif _passed(other):
            said.append(_("It passed, and waits for the approval of %(group)s.") % name)
        else:
            said.append(_("It passed, but %(group)s did not approve it, so it does not hold.") % name)
    return said


def _passed(decision: Decision) -> bool:
    result = getattr(decision, "result", None)
    return result is not None and result.passed
