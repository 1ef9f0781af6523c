"""A secret vote on paper, in two steps that nothing connects: who put a paper into the box, and what the
papers say. The box has to be shuffled by hand before it is typed; then no paper has a voter.
"""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from advisory.decisions.marks import checked_marks
from advisory.decisions.models import Ballot, Choice, Decision, Option, RollEntry, SealedBallot
from advisory.decisions.rules import may_run
from advisory.decisions.selectors import papers_to_type
from advisory.decisions.services.stopping import hold_alone
from advisory.decisions.services.voting import lock_to_vote, new_receipt, why_not
from advisory.decisions.words import box_words
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.live.services import ring
from community.messaging.services import send_text
from community.people.models import Person


@transaction.atomic
def put_in_box(decision: Decision, *, voter: Person, by: Person, why: str) -> Ballot:
    """Note that ``voter`` put a paper into the box, and nothing of what it says; the voter gets a text.

    Raises NotAllowed for those who do not run meetings and for a voter who is not on the roll or stepped
    aside, BadInput without a ``why``, and Refused when the vote is not open or a ballot of theirs is in.
    """
    _check(decision, by=by)
    if not why.strip():
        raise BadInput(_("Say why this ballot is on paper."))
    standing = lock_to_vote(decision.pk, voter.pk)
    refusal = why_not(standing, name=voter.display_name)
    if refusal is not None:
        raise refusal
    ballot = Ballot(
        entry=RollEntry(pk=standing.entry_id, decision=decision, person=voter),
        is_sealed=True,
        channel=Ballot.Channel.PAPER,
        entered_by=by,
        why=why.strip()[:200],
        receipt=new_receipt(),
        cast_at=None,
    )
    audit.record(ballot.entry, "put_in_box", by=by, channel=ballot.channel, why=ballot.why)
    # Before the ballot, in the order in which whoever answers a text holds the two.
    send_text(voter, lambda: box_words(decision, entered_by=by.display_name))
    try:
        with transaction.atomic():
            ballot.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("%(name)s has a ballot in already.") % {"name": voter.display_name}) from None
    if standing.board_id is not None:
        ring(standing.board_id)
    return ballot


@transaction.atomic
def type_paper(
    decision: Decision, *, by: Person, option: str = "", marks: Any = None, reason: str = ""
) -> int:
    """Type one paper of the box, as it is marked, also after the hour. Returns how many are left to type.

    It cannot be taken back, since nothing tells it from the others. Raises BadInput for what is no
    ballot, and Refused when every paper that went into the box is typed.
    """
    _check(decision, by=by)
    # Waits for every vote that shares the lock, so that the papers left are counted once.
    locked = hold_alone(decision.pk)
    if locked.state != Decision.State.OPEN:
        raise Refused(_("This vote is not open."))
    left = papers_to_type(locked)
    if left < 1:
        raise Refused(_("Every paper that went into the box is typed."))
    SealedBallot(decision=locked, **_as_kept(locked, option=option, marks=marks, reason=reason)).save(
        force_insert=True
    )
    audit.record(locked, "type_paper", by=by)
    return left - 1


def _check(decision: Decision, *, by: Person) -> None:
    if not may_run(by, decision.group):
        raise NotAllowed(_("Only a facilitator or a coordinator can enter a ballot from paper."))
    if not decision.is_secret:
        raise Refused(_("This vote is not secret. Enter each paper for its voter."))


def _as_kept(decision: Decision, *, option: str, marks: Any, reason: str) -> dict[str, Any]:
    """The fields of the sealed ballot; of consent also why somebody objects."""
    said = reason.strip()[:300] if decision.method == Decision.Method.CONSENT else ""
    if not decision.chooses or option == Option.ABSTAIN:
        if option not in Option.values:
            raise BadInput(_("Choose yes, no or not voting."))
        return {"option": option, "reason": said}
    return {
        "marks": checked_marks(
            marks,
            method=decision.method,
            choices=Choice.objects.filter(decision=decision).count(),
            top=decision.top_mark,
            as_marked=True,
        )
    }
