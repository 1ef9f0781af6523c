"""Voting. This is the busiest door of the house, so it asks the database for three things only:
the decision with the voter's place on the roll, under a lock; the ballot; the ring of the board.
"""

from typing import NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from advisory.decisions.models import Ballot, Decision, Option, RollEntry
from advisory.decisions.rules import may_run
from advisory.decisions.selectors import hands_up
from advisory.decisions.services.closing import close_if_over
from advisory.decisions.words import hand_words
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.prepared import cursor, insert
from community.live.services import ring
from community.meetings.models import Meeting
from community.messaging.services import check_phone_is_theirs, send_text
from community.people.models import Person

# The key of the panel of a live board that alone shows how many have voted, and whose hand was up.
PANEL = "decision"


class Standing(NamedTuple):
    """A decision as it stands under the voter's lock.

    ``entry_id`` is the voter's place on the roll, or None; ``is_over`` says that its hour has passed
    by the database's clock at this statement.
    """

    title: str
    state: str
    is_over: bool
    entry_id: int | None
    board_id: int | None


LOCK = """
SELECT decision.title, decision.state, COALESCE(decision.closes_at <= {now}, FALSE),
       entry.id, meeting.board_id
FROM advisory_decision AS decision
LEFT JOIN advisory_rollentry AS entry ON entry.decision_id = decision.id AND entry.person_id = %s
LEFT JOIN community_meeting AS meeting ON meeting.id = decision.meeting_id
WHERE decision.id = %s {lock}
"""
# On PostgreSQL voters share the lock, so they do not queue behind each other; closing takes the row for
# itself and so waits for every vote begun before it. On SQLite a writing transaction is alone anyway.
LOCK_SQL = {
    "postgresql": LOCK.format(now="STATEMENT_TIMESTAMP()", lock="FOR SHARE OF decision"),
    "sqlite": LOCK.format(now="STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'NOW')", lock=""),
}


def lock_to_vote(decision_id: int, voter_id: int) -> Standing:
    """Hold the decision as it is until the caller's transaction ends, and say how it stands.

    Written by hand, because Django has no shared row lock and building the query took as long as asking it.
    """
    with cursor() as asking:
        asking.execute(LOCK_SQL[connection.vendor], [voter_id, decision_id])
        return Standing(*asking.fetchone())


def why_not(standing: Standing, *, name: str) -> Refused | None:
    """Why no ballot can be kept; None when one can. ``name``: whose hand, or "" for one's own vote."""
    if standing.state == Decision.State.DRAFT:
        return Refused(_("This vote has not opened yet."))
    if standing.entry_id is None:
        return NotAllowed(
            _("%(name)s is not on the list of voters for this vote.") % {"name": name}
            if name
            else _("You are not on the list of voters for this vote. Ask a coordinator.")
        )
    if standing.state == Decision.State.CLOSED or standing.is_over:
        return Refused(
            _('The vote on "%(title)s" is closed, so this did not count.') % {"title": standing.title}
        )
    return None


def cast_vote(
    decision: Decision, *, voter: Person, option: str, channel: str, entered_by: Person | None = None
) -> Ballot:
    """Keep the ballot of ``voter``; it replaces an earlier one, whatever the channel.

    ``channel`` is one of ``Ballot.Channel``; ``entered_by`` is the facilitator who saw a raised hand,
    and None for the other channels. For those only the key of ``decision`` is used: what decides
    is the row under its lock.

    Raises BadInput for an unknown option, NotAllowed for somebody who is not on the roll, and Refused
    before the opening, after the close, and where the voter's phone may be somebody else's by now.
    A refusal leaves the caller's transaction as it was, so a text can still be answered.
    """
    if option not in Option.values:
        raise BadInput(_("Choose yes, no or not voting."))
    if entered_by is not None:
        check_hand(decision, voter=voter, entered_by=entered_by)
    elif channel != Ballot.Channel.TEXT:
        check_phone_is_theirs(voter)  # of a text, texting has seen to it
    with transaction.atomic(savepoint=False):
        standing = lock_to_vote(decision.pk, voter.pk)
        refusal = why_not(standing, name=voter.display_name if entered_by else "")
        if refusal is None:
            known = decision if entered_by else Decision(pk=decision.pk, title=standing.title)
            entry = RollEntry(pk=standing.entry_id, decision=known, person=voter)
            if entered_by is not None:
                tell_of_hand(entry, option, entered_by=entered_by)
            ballot = keep(Ballot(entry=entry, option=option, channel=channel, entered_by=entered_by))
            if standing.board_id is not None:
                ring(standing.board_id, panel=PANEL)
    if refusal is not None:
        if standing.is_over and standing.state == Decision.State.OPEN:
            # After the caller's commit: here it still shares the lock that closing takes for itself.
            transaction.on_commit(lambda: close_if_over(decision.pk), robust=True)
        raise refusal
    return ballot


def check_hand(decision: Decision, *, voter: Person, entered_by: Person) -> None:
    """Only who runs the meeting writes down a raised hand, and only of somebody in the room."""
    if not may_run(entered_by, decision.group):
        raise NotAllowed(_("Only a facilitator can write down a raised hand."))
    if not hands_up(decision).filter(person=voter).exists():
        if decision.meeting is not None and decision.meeting.state == Meeting.State.CLOSED:
            raise Refused(_("This meeting is over."))
        raise Refused(
            _("%(name)s has not checked in, so no hand can be counted.") % {"name": voter.display_name}
        )


def tell_of_hand(entry: RollEntry, option: str, *, entered_by: Person) -> None:
    """Write in the audit who wrote down whose hand, and text the voter.

    This comes before the ballot: whoever answers a text holds their phone's row and then writes their
    ballot, so everybody takes the two in that order.
    """
    audit.record(entry, "raise_hand", by=entered_by, channel=Ballot.Channel.HAND)
    send_text(entry.person, lambda: hand_words(entry.decision, option, entered_by=entered_by.display_name))


def keep(ballot: Ballot) -> Ballot:
    """Write the ballot over an earlier one of the same entry."""
    insert(ballot, over="entry")
    return ballot
