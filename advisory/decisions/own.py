"""What one person sees of their own part in a vote: their ballot, or the form to fill in."""

from typing import Any

from advisory.decisions.ballot_forms import BallotForm, ballot_form, is_plain
from advisory.decisions.ballot_words import answer_words, marked_lines, promise_words, way_words
from advisory.decisions.models import Ballot, Choice, Decision, Option, Recusal, RollEntry
from community.people.models import Person


def own_part(
    decision: Decision, person: Person, *, form: BallotForm | None = None, act: bool = False
) -> dict[str, Any]:
    """What the templates of one's own ballot need. ``form`` is one that came back with mistakes; ``act``
    says that it stands on a live board.

    ``ballot_form`` is there while ``person`` may still vote; where one press answers, it is not asked.
    """
    on_roll = RollEntry.objects.filter(decision=decision, person=person)
    entry = on_roll.select_related("ballot__entered_by").first()
    ballot: Ballot | None = getattr(entry, "ballot", None)
    choices = list(decision.choices.all()) if decision.chooses else []
    steps_aside = entry is not None and Recusal.objects.filter(decision=decision, person=person).exists()
    may_vote = (
        entry is not None
        and decision.state == Decision.State.OPEN
        and not steps_aside
        and not (ballot is not None and ballot.is_sealed)
    )
    shown: dict[str, Any] = {
        "on_roll": entry is not None,
        "steps_aside": steps_aside,
        "ballot": ballot,
        "choices": choices,
        "is_plain": is_plain(decision),
        "promise": promise_words() if decision.is_secret else "",
        "may_vote": may_vote,
        "options": Option.choices,
    }
    if ballot is not None:
        shown |= said_of(decision, ballot, choices)
    if may_vote and not is_plain(decision):
        prefix = prefix_of(decision) if act else None
        shown["ballot_form"] = form or ballot_form(
            decision, choices=choices, marked=ballot, act=act, prefix=prefix
        )
    return shown


def said_of(decision: Decision, ballot: Ballot, choices: list[Choice]) -> dict[str, Any]:
    """A ballot in words: the answer, how it came, and what it marks."""
    return {
        "answer": answer_words(decision, ballot),
        "way": way_words(ballot),
        "marked": marked_lines(decision, ballot.marks or [], choices) if decision.chooses else [],
        "is_blank": ballot.marks == [],
    }


def prefix_of(decision: Decision, voter: Person | None = None) -> str:
    """What the names of a ballot's fields begin with, where a page holds several, or one board form all."""
    return f"ballot{decision.pk}" + (f"-{voter.pk}" if voter is not None else "")
