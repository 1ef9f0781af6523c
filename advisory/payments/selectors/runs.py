"""Runs, what is in them, and how far each is."""

from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from advisory.payments.models import Payment, PaymentLine, PaymentRun
from advisory.stipends.rules import Method
from advisory.stipends.selectors import Total
from community.people.models import Community

State = Payment.State


def runs_of(community: Community) -> QuerySet[Any]:
    """Every run, newest first, each with ``people``, ``cents``, ``waiting`` and ``failed``."""
    return (
        PaymentRun.objects.of(community)
        .select_related("started_by")
        .annotate(
            people=Count("payments"),
            cents=Sum("payments__amount_cents"),
            waiting=Count("payments", filter=Q(payments__state=State.WAITING)),
            failed=Count("payments", filter=Q(payments__state=State.FAILED)),
        )
        .order_by("-pk")
    )


def payments_in(run: PaymentRun) -> QuerySet[Payment]:
    """The payments of ``run`` by name, with what each pays. Two queries."""
    lines = PaymentLine.objects.select_related("stipend__meeting__group").order_by("pk")
    return (
        Payment.objects.filter(run=run)
        .select_related("person", "settled_by")
        .prefetch_related(Prefetch("lines", lines))
        .order_by("person__display_name", "pk")
    )


def states_in(run: PaymentRun) -> list[Total]:
    """How many payments of ``run`` are on their way, paid and failed, and what they come to."""
    rows = Payment.objects.filter(run=run).order_by().values("state")
    found = {row["state"]: row for row in rows.annotate(number=Count("pk"), cents=Sum("amount_cents"))}
    empty = {"number": 0, "cents": 0}
    return [
        Total(state, str(state.label), found.get(state, empty)["number"], found.get(state, empty)["cents"])
        for state in State
    ]


class UnderWay(NamedTuple):
    """A run with payments that nobody has said yet what became of."""

    pk: int
    method: Method
    waiting: int


def runs_under_way(community: Community) -> list[UnderWay]:
    """Runs with payments on their way, oldest first. One query."""
    waiting = Payment.objects.of(community).filter(state=State.WAITING)
    rows = waiting.order_by("run").values_list("run", "run__method").annotate(number=Count("pk"))
    return [UnderWay(pk, Method(method), number) for pk, method, number in rows]
