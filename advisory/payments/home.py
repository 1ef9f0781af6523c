"""What payments add to a first page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.payments.selectors import ready_to_pay, runs_under_way
from community.core.registry import Todo
from community.people.rules import is_finance


def todos(person: Any) -> Iterator[Todo]:
    """For finance: what to pay today, and the runs whose results nobody has said yet."""
    if not is_finance(person):
        return
    ready = sum(line.number for line in ready_to_pay(person.community, by=person))
    if ready:
        said = ngettext("%(count)d stipend to pay", "%(count)d stipends to pay", ready)
        yield Todo(said % {"count": ready}, reverse("payment_runs"), 40)
    for run in runs_under_way(person.community):
        said = ngettext(
            "%(count)d payment on its way: was it paid?",
            "%(count)d payments on their way: were they paid?",
            run.waiting,
        )
        yield Todo(said % {"count": run.waiting}, reverse("payment_run", args=[run.pk]), 45)


def offer(person: Any) -> tuple[str, str] | None:
    """What finance of the demo would try first."""
    return (_("Pay everything approved in one run"), reverse("payment_runs")) if is_finance(person) else None
