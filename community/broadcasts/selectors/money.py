"""What texts cost this month, and what is left of the budget."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, Sum
from django.utils import timezone

from community.broadcasts import rules
from community.messaging.models import Message
from community.messaging.segments import cost
from community.people.models import Community


class Budget(NamedTuple):
    """A month's budget; ``cap`` in cents. ``parts`` are those that left this month, may have left, or stand
    in the queue."""

    cap: int | None
    parts: int

    @property
    def spent(self) -> int:
        """Cents."""
        return cost(self.parts, settings.SMS_SEGMENT_PRICE)

    @property
    def left(self) -> int | None:
        """Cents; None where there is no cap."""
        return None if self.cap is None else max(self.cap - self.spent, 0)

    def holds(self, parts: int) -> bool:
        """Whether so many more parts may be sent."""
        return self.cap is None or cost(self.parts + parts, settings.SMS_SEGMENT_PRICE) <= self.cap


def budget_of(community: Community) -> Budget:
    """The budget of ``community`` in the calendar month that it is there. One query."""
    start, end = rules.month_of(timezone.now(), community.zone)
    left_this_month = Q(sent_at__gte=start, sent_at__lt=end)
    waiting = Q(sent_at=None, state__in=(Message.State.QUEUED, Message.State.SENDING))
    may_have_left = Q(state=Message.State.UNKNOWN, claimed_at__gte=start)
    ours = Message.objects.of(community).filter(
        left_this_month | waiting | may_have_left, direction=Message.Direction.OUT
    )
    return Budget(community.texts_budget_cents, ours.aggregate(parts=Sum("segments"))["parts"] or 0)
