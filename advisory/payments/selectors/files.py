"""The file that the payer gets."""

from advisory.payments.models import PaymentRun
from advisory.payments.selectors.runs import payments_in
from community.core.sheets import table

# The payer fills in the last four, and sends the file back.
RESULTS = ("result", "paid_on", "reference", "reason")
HEADINGS = ("key", "payee_id", "name", "amount", "currency", "method", "memo", *RESULTS)


def payer_file(run: PaymentRun) -> str:
    """What to pay to whom, one payment a line, the days of the meetings or the work in the memo.

    It says nothing that changes with the reader's language or with what became of the payments, so a
    file that is fetched again is the same. Two queries.
    """
    rows = []
    for payment in payments_in(run).order_by("pk"):
        dollars, cents = divmod(payment.amount_cents, 100)
        days = sorted({line.stipend.day.isoformat() for line in payment.lines.all()})
        rows.append(
            [
                *(str(payment.key), payment.person_id, payment.person.display_name),
                *(f"{dollars}.{cents:02d}", run.currency, run.method, " ".join(days)),
                *("" for _result in RESULTS),
            ]
        )
    return table(HEADINGS, rows)
