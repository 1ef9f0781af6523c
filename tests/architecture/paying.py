"""Payments: the part of a World that is paid in runs."""

from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from advisory.models import Payment
from advisory.payments.services import start_run
from tests.factories.payments import results
from tests.factories.people import staff


class Paying:
    """A run of one payment, begun by somebody of finance who is none of the roles."""

    community: Any
    mark: str
    stipend_approved: Any

    @cached_property
    def payment_run(self) -> Any:
        assert self.stipend_approved.pk
        by = staff(self.community, "finance", display_name=f"{self.mark} payer")
        return start_run(self.community, method="check", by=by)

    @cached_property
    def payment(self) -> Any:
        return Payment.objects.get(run=self.payment_run)

    def results(self) -> Any:
        """The payer's file, sent back."""
        return SimpleUploadedFile("results.csv", results((self.payment.key, "paid", "", "1042", "")))
