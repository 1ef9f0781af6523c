"""Voting. This is the busiest door of the house, so it asks the database for three things only:
the decision with the voter's place on the roll, under a lock; the ballot; the ring of the board.
"""

import secrets
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from advisory.decisions.marks import checked_marks
from advisory.decisions.models import (
    Ballot,
    Choice,
    Decision,
    Option,
    Recusal,
    RollEntry,
    SealedBallot,
)
from advisory.decisions.services.closing import close_if_over
from advisory.decisions.services.entering import check_entry, tell_of_entry
from advisory.decisions.services.stopping import GATE
from advisory.decisions.words import closed_words
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.prepared import KeptOut, cursor, insert
from community.live.services import ring
from community.messaging.services import check_phone_is_theirs
from community.people.models import Person

# No vowels, and nothing that looks like another: as Open Location Code draws its letters.
RECEIPT = "23456789CFGHJMPQRVWX"
# The key of the panel of a live board that alone shows how many have voted, and whose hand was up.
PANEL = "decision"


class Standing(NamedTuple):
    """A decision as it stands under the voter's lock.

    ``entry_id`` is the voter's place on the roll, or None; ``recusal_id`` is there when they stepped aside;
    ``now`` is the database's clock at this statement, and ``is_over`` says that its hour has passed by it.
    """

    now: datetime
    title: str
    state: str
    method: str
    is_secret: bool
    top_mark: int | None
    is_over: bool
    entry_id: int | None
    recusal_id: int | None
    board_id: int | None


LOCK = """
{gate}
SELECT {now}, decision.title, decision.state, decision.method, decision.is_secret, decision.top_mark,
       COALESCE(decision.closes_at <= {now}, FALSE), entry.id, recusal.id, meeting.board_id
FROM {through} advisory_decision AS decision
LEFT JOIN advisory_rollentry AS entry ON entry.decision_id = decision.id AND entry.person_id = %s
LEFT JOIN advisory_recusal AS recusal
  ON recusal.decision_id = decision.id AND recusal.person_id = entry.person_id
LEFT JOIN community_meeting AS meeting ON meeting.id = decision.meeting_id
WHERE decision.id = %s {lock}
"""
# On PostgreSQL voters share the lock, so they do not queue behind each other; closing takes the row for
# itself and so waits for every vote begun before it. They pass the gate of ``stop_voters`` first. On SQLite
# a writing transaction is alone anyway.
GATED = f"WITH gate AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared({GATE}))"
LOCK_SQL = {
    "postgresql": LOCK.format(
        gate=GATED, through="gate CROSS JOIN", now="STATEMENT_TIMESTAMP()", lock="FOR SHARE OF decision"
    ),
    "sqlite": LOCK.format(gate="", through="", now="STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'NOW')", lock=""),
}


def lock_to_vote(decision_id: int, voter_id: int) -> Standing:
    """Hold the decision as it is until the caller's transaction ends, and say how it stands.

    Written by hand, because Django has no shared row lock and building the query took as long as asking it.
    """
    on_postgresql = connection.vendor == "postgresql"
    with cursor() as asking:
        asking.execute(
            LOCK_SQL[connection.vendor],
            [decision_id, voter_id, decision_id] if on_postgresql else [voter_id, decision_id],
        )
        now, *rest = asking.fetchone()
    return Standing(now if on_postgresql else datetime.fromisoformat(now).replace(tzinfo=UTC), *rest)


def why_not(standing: Standing, *, name: str) -> Refused | None:
    """Why no ballot can be kept; None when one can. ``name``: whose hand, or "" for one's own vote."""
    if standing.state in (Decision.State.DRAFT, Decision.State.DEFERRED):
        return Refused(_("This vote has not opened yet."))
    if standing.entry_id is None:
        return NotAllowed(
            _("%(name)s is not on the list of voters for this vote.") % {"name": name}
            if name
            else _("You are not on the list of voters for this vote. Ask a coordinator.")
        )
    if standing.state != Decision.State.OPEN or standing.is_over:
        return Refused(closed_words(standing.title))
    if standing.recusal_id is not None:
        return NotAllowed(
            _("%(name)s stepped aside from this vote.") % {"name": name}
            if name
            else _("You stepped aside from this vote, so you do not vote on it.")
        )
    return None


def cast_vote(
    decision: Decision,
    *,
    voter: Person,
    channel: str,
    option: str = "",
    marks: Any = None,
    reason: str = "",
    entered_by: Person | None = None,
    why: str = "",
) -> Ballot:
    """Keep the ballot of ``voter``: ``option``, or the ``marks`` of a vote that chooses (see ``marks``).

    Until closing, a later ballot replaces an earlier one, whatever the channel. Of a secret vote the first
    counts, and what it says is kept apart from who cast it.
    ``channel`` is one of ``Ballot.Channel``; ``entered_by`` is whoever wrote it down: the facilitator who
    saw a raised hand or a sheet of paper (then ``why`` says why it was on paper), or the holder of a proxy;
    None for the other channels. For those only the key of ``decision`` is used: what decides is the row
    under its lock. ``reason`` is why somebody objects, where the method is consent.

    Raises BadInput for what is no vote, NotAllowed for somebody who is not on the roll or stepped aside,
    and Refused before the opening, after the close, after a first secret ballot, and where the voter's
    phone may be somebody else's by now.
    A refusal leaves the caller's transaction as it was, so a text can still be answered.
    """
    if entered_by is not None:
        check_entry(decision, voter=voter, entered_by=entered_by, channel=channel, why=why)
    elif channel != Ballot.Channel.TEXT:
        check_phone_is_theirs(voter)  # of a text, texting has seen to it
    with transaction.atomic(savepoint=False):
        standing = lock_to_vote(decision.pk, voter.pk)
        refusal: Refused | None = why_not(standing, name=voter.display_name if entered_by else "")
        if refusal is None:
            known = decision if entered_by else Decision(pk=decision.pk, title=standing.title)
            ballot = Ballot(
                entry=RollEntry(pk=standing.entry_id, decision=known, person=voter),
                option=option,
                marks=marks,
                reason=reason.strip()[:300] if standing.method == Decision.Method.CONSENT else "",
                channel=channel,
                entered_by=entered_by,
                why=why.strip(),
                receipt=new_receipt(),
                # Not the moment of its insert, which may be past the hour that was not over at the lock.
                cast_at=standing.now,
            )
            # Said below: raised in here, it would undo what the caller has done.
            refusal = what_is_wrong(ballot, standing)
        if refusal is None:
            refusal = keep(ballot, standing)
        if refusal is None and standing.board_id is not None:
            ring(standing.board_id, panels={PANEL})
    if refusal is not None:
        if standing.is_over and standing.state == Decision.State.OPEN:
            # Not here: the caller's transaction still shares the lock that closing takes for itself.
            refusal.leave_to_do(lambda: close_if_over(decision.pk))
        raise refusal
    return ballot


def what_is_wrong(ballot: Ballot, standing: Standing) -> BadInput | None:
    """Bring the ballot into the shape that is kept, ``option`` or ``marks``; else say what is wrong."""
    if ballot.option == Option.ABSTAIN:
        ballot.marks = None
        return None
    if standing.method in Decision.YES_OR_NO:
        ballot.marks = None
        return None if ballot.option in Option.values else BadInput(_("Choose yes, no or not voting."))
    ballot.option = ""
    if ballot.marks is None:
        return BadInput(_("Mark your choices first."))
    try:
        ballot.marks = checked_marks(
            ballot.marks,
            method=standing.method,
            choices=Choice.objects.filter(decision=ballot.entry.decision_id).count(),
            top=standing.top_mark,
            as_marked=ballot.channel == Ballot.Channel.PAPER,
        )
    except BadInput as wrong:
        return wrong
    return None


def keep(ballot: Ballot, standing: Standing) -> Refused | None:
    """Write the ballot down; else say why it cannot be.

    Who stepped aside while this vote waited for its lock is not seen by the statement that waited: the
    database keeps such a ballot out (``guards``). Before somebody is told of a ballot it is asked again.
    """
    name = ballot.entry.person.display_name if ballot.entered_by else ""
    stepped_aside = why_not(standing._replace(recusal_id=ballot.entry.pk), name=name)
    if ballot.entered_by is not None:
        aside = Recusal.objects.filter(decision=ballot.entry.decision_id, person=ballot.entry.person_id)
        if aside.exists():
            return stepped_aside
        tell_of_entry(ballot)
    try:
        if standing.is_secret:
            return seal(ballot)
        insert(ballot, over="entry")
    except KeptOut:
        return stepped_aside
    return None


def seal(ballot: Ballot) -> Refused | None:
    """Keep what was voted apart from who voted. The first ballot of an entry counts; another is refused."""
    said = SealedBallot(
        decision_id=ballot.entry.decision_id, option=ballot.option, marks=ballot.marks, reason=ballot.reason
    )
    ballot.option, ballot.marks, ballot.reason = "", None, ""
    ballot.is_sealed, ballot.cast_at = True, None
    try:
        with transaction.atomic():
            insert(ballot)
    except IntegrityError:
        return Refused(
            _("Your ballot is in already. A secret ballot cannot be changed, so that nobody can trace it.")
        )
    said.save(force_insert=True)
    return None


def new_receipt() -> str:
    """A code of ten letters and digits that make no word; it is drawn at random and tells nothing."""
    return "".join(secrets.choice(RECEIPT) for _place in range(10))
