"""A payment run for the demo's community: all paid but one, whose check came back."""

from typing import Any

from advisory.payments.models import Payment
from advisory.payments.services import export_run, settle_all, settle_failed, start_run
from advisory.stipends.models import Stipend
from advisory.stipends.rules import Method
from advisory.stipends.services import approve_stipend


def seed(cast: Any) -> None:
    """Pay what is approved by check. One comes back, and is approved again: it is ready for the next run."""
    coordinator, finance = cast.staff["coordinator"], cast.staff["finance"]
    run = start_run(cast.community, method=Method.CHECK, by=finance)
    export_run(run, by=finance)
    lost = Payment.objects.filter(run=run).order_by("-pk")[0]
    settle_failed(lost, by=finance, why="The check came back: the address is an old one.")
    settle_all(run, by=finance)
    for stipend in Stipend.objects.filter(payment_lines__payment=lost):
        approve_stipend(stipend, by=coordinator)
