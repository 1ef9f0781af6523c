"""Starting runs, giving them to the payer, and saying what became of each payment."""

from advisory.payments.services.exporting import export_run
from advisory.payments.services.finishing import settle_all
from advisory.payments.services.importing import Taken, import_results
from advisory.payments.services.running import mark_paid, pay_meeting, start_run
from advisory.payments.services.settling import settle_failed, settle_paid

__all__ = [
    "Taken",
    "export_run",
    "import_results",
    "mark_paid",
    "pay_meeting",
    "settle_all",
    "settle_failed",
    "settle_paid",
    "start_run",
]
