"""A message that went to the whole board last week, and one that is still being written."""

from datetime import datetime, time, timedelta

from community.broadcasts import services
from community.broadcasts.audience import Filters
from community.broadcasts.models import Broadcast
from community.demo.cast import Cast
from community.messaging.models import Message

BUDGET_CENTS, APPROVE_ABOVE = 5000, 20
# "Unreachable destination handset": the phone was off.
PHONE_WAS_OFF = 30003
SWAP = {
    "en": "{community}: hi {first_name}, coat swap this Saturday, 10 am to 1 pm, 444 Thomas Boyland St. "
    "Bring what is too small, take what fits.",
    "es": "{community}: hola {first_name}, cambio de abrigos este sabado, 10 am a 1 pm, 444 Thomas "
    "Boyland St. Trae lo que ya no queda.",
    "ht": "{community}: bonjou {first_name}, echanj manto samdi sa a, 10 am a 1 pm, 444 Thomas Boyland St. "
    "Pote sa ki twò piti.",
}
THANKS = {
    "en": "{community}: thank you for coming last time, {first_name}. We wrote down what you said.",
    "es": "{community}: gracias por venir la última vez, {first_name}. Escribimos todo lo que dijiste.",
}


def remember_a_message(cast: Cast) -> None:
    """Written by the facilitator, approved by the coordinator, and one phone was off."""
    facilitator, coordinator = cast.staff["facilitator"], cast.staff["coordinator"]
    services.set_limits(
        cast.community, budget_cents=BUDGET_CENTS, approve_above=APPROVE_ABOVE, by=coordinator
    )
    swap = services.compose(
        cast.community,
        name="Coat swap",
        texts=SWAP,
        filters=Filters(groups=(cast.board.pk,)),
        by=facilitator,
    )
    for language in SWAP:
        services.review_words(swap, language=language, by=coordinator)
    services.send_broadcast(swap, by=facilitator)
    services.approve_broadcast(swap, by=coordinator)
    services.feed(swap.pk)
    _let_it_be_last_week(swap, cast)
    services.feed(swap.pk)


def _let_it_be_last_week(broadcast: Broadcast, cast: Cast) -> None:
    moment = datetime.combine(cast.today - timedelta(days=7), time(11), tzinfo=cast.community.zone)
    texts = Message.objects.filter(broadcast_recipient__broadcast=broadcast)
    off = texts.order_by("pk")[4].pk
    then = {"created_at": moment, "not_before": moment, "claimed_at": moment, "sent_at": moment}
    delivered, failed = Message.State.DELIVERED, Message.State.FAILED
    Message.objects.filter(pk__in=list(texts.values_list("pk", flat=True))).update(state=delivered, **then)
    Message.objects.filter(pk=off).update(state=failed, error_code=PHONE_WAS_OFF)
    Broadcast.objects.filter(pk=broadcast.pk).update(created_at=moment, started_at=moment)


def begin_a_message(cast: Cast) -> None:
    """A draft to those who were there last time: no Haitian Creole yet, and one letter that costs."""
    services.compose(
        cast.community,
        name="Thank you for coming",
        texts=THANKS,
        filters=Filters(held=cast.last_meeting.pk, presence=("there",)),
        by=cast.staff["facilitator"],
    )
