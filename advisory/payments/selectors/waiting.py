"""How long members wait for their money: the promise that the book keeps open."""

from datetime import date
from itertools import accumulate

from django.db.models import Count

from advisory.payments.models import Payment, PaymentLine
from community.people.models import Community


def median_days(community: Community, *, since: date | None = None) -> float | None:
    """The median of the days from a meeting (or work) to its payment, of what was paid since ``since``.

    None where nothing was paid. The middle two are averaged. One query, whose rows are as many as there
    are different waits.
    """
    paid = PaymentLine.objects.of(community).filter(payment__state=Payment.State.PAID)
    if since is not None:
        paid = paid.filter(payment__paid_on__gte=since)
    counted = list(paid.order_by("waited_days").values_list("waited_days").annotate(number=Count("pk")))
    if not counted:
        return None
    sums = list(accumulate(number for _days, number in counted))
    low, high = (sums[-1] - 1) // 2, sums[-1] // 2
    middle = [
        next(days for (days, _number), total in zip(counted, sums, strict=True) if total > place)
        for place in (low, high)
    ]
    return sum(middle) / 2
