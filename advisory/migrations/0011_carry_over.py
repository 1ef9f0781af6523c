"""What stands in the book already is numbered, chained, and drawn from a fund of its own."""

from collections import defaultdict
from zoneinfo import ZoneInfo

from django.db import migrations
from django.utils import timezone

from advisory.ledger.chain import START, hash_of

NAME = "Before funds were kept"


def carry_over(apps, schema_editor):
    """Give each community that has a book the columns that its lines lack."""
    apps.get_model("advisory", "Rate").objects.filter(announced_on=None).update(announced_on=timezone.now().date())
    entries = apps.get_model("advisory", "LedgerEntry").objects.select_related(
        "stipend__meeting__group__community"
    )
    books = defaultdict(list)
    for entry in entries.order_by("at", "pk"):
        books[entry.stipend.meeting.group.community].append(entry)
    for community, lines in books.items():
        days = _settle_stipends(lines, ZoneInfo(community.time_zone))
        _write(apps, community, lines, days)


def _settle_stipends(lines, zone):
    """The first and the last day that a fund for ``lines`` must cover."""
    stipends = {entry.stipend_id: entry.stipend for entry in lines}
    for stipend in stipends.values():
        began = stipend.meeting.starts_at
        stipend.day = timezone.localdate(began, zone) if began else stipend.meeting.held_on
        stipend.group, stipend.full_cents = stipend.meeting.group, stipend.amount_cents
        stipend.save()
    days = [stipend.day for stipend in stipends.values()]
    return min(days), max(days)


def _write(apps, community, lines, days):
    accrued = [entry for entry in lines if entry.kind == "accrual"]
    total = sum(entry.amount_cents for entry in accrued)
    fund = apps.get_model("advisory", "Fund").objects.create(
        community=community,
        name=NAME,
        granted_cents=total,
        spent_cents=total,
        starts_on=days[0],
        ends_on=days[1],
    )
    zone = ZoneInfo(community.time_zone)
    model = apps.get_model("advisory", "LedgerEntry")
    opening = model(
        kind="granted", debit="cash", credit="grant", amount_cents=total, currency="USD", at=lines[0].at
    )
    opening.once_key = f"granted:{fund.pk}:{total}:0"
    moved, previous = defaultdict(int), START
    for number, entry in enumerate([opening, *lines], start=1):
        entry.community, entry.fund, entry.number = community, fund, number
        entry.day = timezone.localdate(entry.at, zone)
        if entry is not opening:
            entry.debit = "stipends" if entry.debit == "expense" else entry.debit
            entry.payment = _payment(apps, community, entry) if entry.kind == "payment" else None
            mark = f"{entry.payment_id}:" if entry.payment_id else ""
            entry.once_key = f"{entry.kind}:{mark}{entry.stipend_id}"
        entry.previous_hash = previous
        entry.hash = previous = hash_of(entry, previous)
        entry.save()
        moved[entry.debit] += entry.amount_cents
        moved[entry.credit] -= entry.amount_cents
    apps.get_model("advisory", "Stipend").objects.filter(entries__in=accrued).update(fund=fund)
    apps.get_model("advisory", "Book").objects.create(
        community=community, entries=len(lines) + 1, hash=previous
    )
    for account, cents in moved.items():
        apps.get_model("advisory", "Balance").objects.create(
            community=community, fund=fund, account=account, currency="USD", cents=cents
        )


def _payment(apps, community, entry):
    """The payment that a line of the old book stands for; how it was paid was not kept, so a check."""
    stipend = entry.stipend
    run = apps.get_model("advisory", "PaymentRun").objects.create(
        community=community, method="check", started_by=stipend.paid_by
    )
    payment = apps.get_model("advisory", "Payment").objects.create(
        run=run,
        person=stipend.person,
        amount_cents=entry.amount_cents,
        state="paid",
        paid_on=entry.day,
        settled_by=stipend.paid_by,
        settled_at=stipend.paid_at,
    )
    apps.get_model("advisory", "PaymentLine").objects.create(
        payment=payment,
        stipend=stipend,
        amount_cents=entry.amount_cents,
        waited_days=max((entry.day - stipend.day).days, 0),
    )
    return payment


class Migration(migrations.Migration):
    dependencies = [("advisory", "0010_ledger")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
