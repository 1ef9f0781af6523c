"""Giving a run to whoever pays it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.payments.models import PaymentRun
from advisory.payments.rules import may_pay_in
from advisory.payments.selectors import payer_file
from community.core import audit
from community.core.errors import NotAllowed
from community.people.models import Person


@transaction.atomic
def export_run(run: PaymentRun, *, by: Person) -> str:
    """The payer's file of ``run``; says in the audit that ``by`` took it. Each time it is the same.

    Raises NotAllowed for those who are not finance.
    """
    if not may_pay_in(by, run.community):
        raise NotAllowed(_("Only finance can fetch the payer's file."))
    PaymentRun.objects.filter(pk=run.pk, exported_at=None).update(exported_at=timezone.now())
    audit.record(run, "export", by=by)
    return payer_file(run)
