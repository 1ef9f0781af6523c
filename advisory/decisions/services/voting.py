"""Voting. This is the busiest door of the house, so it asks the database for three things only:
the decision with the voter's place on the roll, under a lock; the ballot; the ring of the board.
"""

from django.db import connection, transaction
from django.db.models import BooleanField, Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from advisory.decisions.models import Ballot, Decision, Option, RollEntry
from advisory.decisions.rules import may_run
from advisory.decisions.selectors import hands_up
from advisory.decisions.services.closing import close_if_over
from advisory.decisions.words import hand_words
from community.core.errors import BadInput, NotAllowed, Refused
from community.live.services import ring
from community.messaging.services import send_text
from community.people.models import Person


def lock_to_vote(decision_id: int, voter_id: int) -> Decision:
    """The decision as it stands, held open until the caller's transaction ends.

    It carries ``entry_id`` (the voter's place on the roll, or None), ``board_id`` and ``over`` (its
    hour has passed by the database's clock at this statement). On PostgreSQL voters share the lock, so
    they do not queue behind each other; closing takes the row for itself and so waits for every vote
    begun before it. On SQLite a writing transaction is alone anyway.
    """
    entry = RollEntry.objects.filter(decision=OuterRef("pk"), person=voter_id)
    sought = Decision.objects.filter(pk=decision_id).annotate(
        entry_id=Subquery(entry.values("pk")),
        board_id=F("meeting__board"),
        over=Case(
            When(closes_at__lte=Now(), then=Value(True)), default=Value(False), output_field=BooleanField()
        ),
    )
    sql, values = sought.order_by().query.sql_with_params()
    if connection.vendor == "postgresql":
        sql += " FOR SHARE OF advisory_decision"
    return Decision.objects.raw(sql, values)[0]


def why_not(decision: Decision, *, name: str) -> Refused | None:
    """Why no ballot can be kept; None when one can. ``name``: whose hand, or "" for one's own vote."""
    if decision.state == Decision.State.DRAFT:
        return Refused(_("This vote has not opened yet."))
    if decision.entry_id is None:  # type: ignore[attr-defined]
        return NotAllowed(
            _("%(name)s is not on the list of voters for this vote.") % {"name": name}
            if name
            else _("You are not on the list of voters for this vote. Ask a coordinator.")
        )
    if decision.state == Decision.State.CLOSED or decision.over:  # type: ignore[attr-defined]
        return Refused(
            _("The vote on “%(title)s” is closed, so this did not count.") % {"title": decision.title}
        )
    return None


def cast_vote(
    decision: Decision, *, voter: Person, option: str, channel: str, entered_by: Person | None = None
) -> Ballot:
    """Keep the ballot of ``voter``; it replaces an earlier one, whatever the channel.

    ``channel`` is one of ``Ballot.Channel``; ``entered_by`` is the facilitator who saw a raised hand,
    and None for the other channels. Only the key of ``decision`` is used: what decides is the row
    under its lock. Raises BadInput for an unknown option, NotAllowed for somebody who is not on the
    roll, and Refused before the opening and after the close. A refusal leaves the caller's
    transaction as it was, so a text can still be answered.
    """
    if option not in Option.values:
        raise BadInput(_("Choose yes, no or not voting."))
    if entered_by is not None:
        check_hand(decision, voter=voter, entered_by=entered_by)
    with transaction.atomic(savepoint=False):
        standing = lock_to_vote(decision.pk, voter.pk)
        refusal = why_not(standing, name=voter.display_name if entered_by else "")
        if refusal is None:
            ballot = keep(standing, voter=voter, option=option, channel=channel, entered_by=entered_by)
    if refusal is not None:
        if standing.over and standing.state == Decision.State.OPEN:  # type: ignore[attr-defined]
            # After the caller's commit: here it still shares the lock that closing takes for itself.
            transaction.on_commit(lambda: close_if_over(decision.pk), robust=True)
        raise refusal
    return ballot


def check_hand(decision: Decision, *, voter: Person, entered_by: Person) -> None:
    """Only who runs the meeting writes down a raised hand, and only of somebody in the room."""
    if not may_run(entered_by, decision.group):
        raise NotAllowed(_("Only a facilitator can write down a raised hand."))
    if not hands_up(decision).filter(pk=voter.pk).exists():
        raise Refused(
            _("%(name)s has not checked in, so no hand can be counted.") % {"name": voter.display_name}
        )


def keep(
    standing: Decision, *, voter: Person, option: str, channel: str, entered_by: Person | None
) -> Ballot:
    """Write the ballot over an earlier one, and ring.

    A text about a raised hand comes first: whoever answers a text holds their phone's row and then
    writes their ballot, so everybody takes the two in that order.
    """
    if entered_by is not None:
        send_text(voter, lambda: hand_words(standing, option, entered_by=entered_by.display_name))
    entry = RollEntry(pk=standing.entry_id, decision=standing, person=voter)  # type: ignore[attr-defined]
    [ballot] = Ballot.objects.bulk_create(
        [Ballot(entry=entry, option=option, channel=channel, entered_by=entered_by)],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["option", "channel", "entered_by", "cast_at"],
    )
    if standing.board_id is not None:  # type: ignore[attr-defined]
        ring(standing.board_id)  # type: ignore[attr-defined]
    return ballot
