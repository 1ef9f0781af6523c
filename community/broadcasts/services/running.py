"""A broadcast under way: stop it for a while, go on, give it up, try again with those it missed."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from community.broadcasts import rules
from community.broadcasts.models import Broadcast, Recipient
from community.broadcasts.selectors import texts_of
from community.broadcasts.services.bell import MARK, ring_for
from community.broadcasts.services.feeding import FEED_JOB, hold_budget
from community.broadcasts.states import Step
from community.core import jobs
from community.core.access import require
from community.core.errors import Refused
from community.core.lifecycle import transition
from community.core.words import money_in_words
from community.live.services import ring
from community.messaging.models import Message
from community.messaging.selectors import TRIED_AGAIN
from community.messaging.services import drop_waiting, hold_back, let_go, resend_to_those_missed
from community.messaging.services.resending import Resent
from community.people.models import Person

# A text that was in a worker's hand when its broadcast was canceled is back in the queue by then.
BACK_WITHIN = timedelta(days=2)


@transaction.atomic
def pause_broadcast(broadcast: Broadcast, *, by: Person) -> None:
    """Nothing more of it leaves but what a worker has in hand this moment."""
    require(rules.may_handle(by, broadcast))
    transition(broadcast, Step.PAUSE, by=by)
    hold_back(texts_of(broadcast))
    ring_for(broadcast)


@transaction.atomic
def resume_broadcast(broadcast: Broadcast, *, by: Person) -> None:
    """Go on where it stopped."""
    require(rules.may_handle(by, broadcast))
    transition(broadcast, Step.RESUME, by=by)
    let_go(texts_of(broadcast))
    jobs.enqueue(FEED_JOB, broadcast.pk)
    ring_for(broadcast)


@transaction.atomic
def cancel_broadcast(broadcast: Broadcast, *, by: Person) -> None:
    """Give it up, at whatever point: who has no text yet gets none."""
    require(rules.may_handle(by, broadcast))
    transition(broadcast, Step.CANCEL, by=by, ended_at=timezone.now())
    drop_waiting(texts_of(broadcast))
    to_come = Recipient.objects.filter(broadcast=broadcast, message__isnull=True, left_out="")
    to_come.update(left_out=Recipient.LeftOut.CANCELLED)
    ring_for(broadcast)


@transaction.atomic
def send_again(broadcast: Broadcast, *, by: Person) -> Resent:
    """Send it once more to exactly those whom it did not reach. Refused where the money does not hold it."""
    require(rules.may_handle(by, broadcast))
    broadcast.refresh_from_db(from_queryset=Broadcast.objects.select_for_update(of=("self",)))
    if broadcast.state != Broadcast.State.DONE:
        raise Refused(_("Wait until it is sent. Then send it again to those who did not get it."))
    by_stop = Q(
        state=Message.State.DROPPED, dropped_for=Message.Dropped.STOPPED, thread__opted_out_at__isnull=True
    )
    missed = texts_of(broadcast).filter(~TRIED_AGAIN, Q(state=Message.State.FAILED) | by_stop)
    budget = hold_budget(broadcast.community)
    if not budget.holds(missed.aggregate(parts=Sum("segments"))["parts"] or 0):
        raise Refused(
            _("%(left)s is left of this month's budget for texts, and that is not enough.")
            % {"left": money_in_words(budget.left or 0)}
        )
    resent = resend_to_those_missed(texts_of(broadcast), by=by)
    ring_for(broadcast)
    return resent


def hear(texts: Sequence[Message]) -> None:
    """Some texts moved on (``registry.texts_moved``): ring the boards of the broadcasts they belong to.

    One that comes back into the queue of a broadcast that was stopped meanwhile is stopped too, and so is
    the try that follows a failure.
    """
    firsts = {text.first_try_id or text.pk for text in texts if text.first_try_id or _is_ours(text)}
    if not firsts:
        return
    theirs = Broadcast.objects.filter(recipients__message__in=firsts, board__isnull=False).distinct()
    for broadcast in theirs.order_by("board"):
        if any(text.state in (Message.State.QUEUED, Message.State.FAILED) for text in texts):
            _keep_back(broadcast)
        ring(broadcast.board_id or 0)


def keep_back_all() -> None:
    """See that nothing waits to leave for a broadcast that was stopped. Runs every minute."""
    cancelled = Q(state=Broadcast.State.CANCELLED, ended_at__gte=timezone.now() - BACK_WITHIN)
    stopped = Broadcast.objects.filter(Q(state=Broadcast.State.PAUSED) | cancelled)
    for key in stopped.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            # Held, so that nobody resumes it meanwhile.
            _keep_back(Broadcast.objects.select_for_update(of=("self",)).get(pk=key))


def _keep_back(broadcast: Broadcast) -> None:
    if broadcast.state == Broadcast.State.PAUSED:
        hold_back(texts_of(broadcast))
    elif broadcast.state == Broadcast.State.CANCELLED:
        drop_waiting(texts_of(broadcast))


def _is_ours(text: Message) -> bool:
    return (text.once_key or "").startswith(MARK)
