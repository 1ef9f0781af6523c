"""Sample decisions of last time and what came of them, for the demo's community."""

from datetime import timedelta
from typing import Any

from advisory.decisions.models import Ballot, Decision, Result, RollEntry
from advisory.decisions.services.voting import new_receipt
from advisory.outcomes.models import (
    Commitment,
    Earmark,
    Measure,
    Outcome,
    Reading,
    Step,
    Telling,
    Told,
)
from community.meetings.models import ActionItem

STORY_TIME = "Story time in three languages"
LAMP = "A lamp at the corner of Livonia Avenue"
STROLLERS = "Room for strollers at the front door"
A_DAY = timedelta(days=1)
# What happened how many days after the vote, with the same in the other languages of the demo.
STEPS = {
    STORY_TIME: [
        (
            6,
            "The library said yes and looks for readers",
            {
                "es": "La biblioteca dijo que si y busca lectores",
                "ht": "Bibliyotèk la di wi, l ap chèche moun pou li",
            },
        ),
        (
            20,
            "First story time in three languages: 14 children came",
            {
                "es": "Primera hora del cuento en tres idiomas: vinieron 14 niños",
                "ht": "Premye lè kont nan twa lang: 14 timoun te vini",
            },
        ),
    ],
    LAMP: [
        (
            12,
            "The city put up the lamp",
            {"es": "La ciudad puso la lampara", "ht": "Vil la mete lanp lan"},
        )
    ],
}


def seed(cast: Any) -> None:
    """Three votes of last time: one under way, one carried out, one that nobody has promised anything for."""
    story, lamp, _strollers = (_decided(cast, title) for title in (STORY_TIME, LAMP, STROLLERS))
    for decision in (story, lamp):
        _happened(cast, decision)
    Outcome.objects.create(
        decision=lamp,
        state=Outcome.State.CARRIED_OUT,
        settled_on=_day(cast, 12),
        reason=STEPS[LAMP][0][1],
    )
    _promised(cast, story, "Find readers in Spanish and Haitian Creole", days=35, done=False)
    _promised(cast, story, "Ask the library for a room", days=7, done=True)
    facilitator = cast.staff["facilitator"]
    Earmark.objects.create(
        decision=story, amount_cents=120_000, source="Neighborhood grant", entered_by=facilitator
    )
    measure = Measure.objects.create(
        decision=story, what="children at story time", unit="children", target=20
    )
    for days, value in ((13, None), (20, 14)):
        Reading.objects.create(measure=measure, on=_day(cast, days), value=value, entered_by=facilitator)


def _day(cast: Any, days: int) -> Any:
    return min(cast.last_meeting.held_on + days * A_DAY, cast.today)


def _decided(cast: Any, title: str) -> Decision:
    """A vote by raised hands of those who came last time."""
    meeting, facilitator = cast.last_meeting, cast.staff["facilitator"]
    decision = Decision.objects.create(
        group=cast.board,
        meeting=meeting,
        title=title,
        state=Decision.State.CLOSED,
        opened_at=meeting.starts_at + timedelta(minutes=60),
        closed_at=meeting.starts_at + timedelta(minutes=65),
    )
    entries = RollEntry.objects.bulk_create(
        RollEntry(decision=decision, person=person) for person in cast.members
    )
    here = entries[:18]
    for place, entry in enumerate(here):
        Ballot.objects.create(
            entry=entry,
            option="no" if place in (5, 11) else "yes",
            channel=Ballot.Channel.HAND,
            entered_by=facilitator,
            receipt=new_receipt(),
        )
    Result.objects.create(
        decision=decision,
        entitled=len(entries),
        present=len(here),
        cast=len(here),
        yes=len(here) - 2,
        no=2,
        abstain=0,
        quorum_met=True,
        passed=True,
    )
    return decision


def _happened(cast: Any, decision: Decision) -> None:
    """What happened, told already: nobody gets a text about a sample."""
    for days, words, others in STEPS[decision.title]:
        step = Step.objects.create(
            decision=decision,
            on=_day(cast, days),
            words=words,
            others=others,
            entered_by=cast.staff["facilitator"],
        )
        telling = Telling.objects.create(decision=decision, on=step.on, finished_at=cast.last_meeting.ends_at)
        Told.objects.create(telling=telling, step=step)


def _promised(cast: Any, decision: Decision, title: str, *, days: int, done: bool) -> None:
    item = ActionItem.objects.create(
        group=cast.board,
        meeting=cast.last_meeting,
        title=title,
        owner=cast.members[1],
        due_on=cast.last_meeting.held_on + days * A_DAY,
        done_at=cast.last_meeting.starts_at + 5 * A_DAY if done else None,
    )
    Commitment.objects.create(decision=decision, action_item=item)
