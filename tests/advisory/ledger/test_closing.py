"""Months that are closed stay as they are; the command that checks the books."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction

from advisory.ledger.chain import hash_of
from advisory.ledger.models import Balance, Closing, LedgerEntry
from advisory.ledger.services import close_month, next_to_close
from advisory.ledger.verifying import verify
from community.core.errors import BadInput, NotAllowed, Refused
from tests.factories.people import CommunityFactory, staff
from tests.factories.stipends import closed_evening, funded

pytestmark = pytest.mark.django_db
JULY, AUGUST = datetime.date(2026, 7, 31), datetime.date(2026, 8, 31)


def noon(month, day):
    return datetime.datetime(2026, month, day, 16, tzinfo=datetime.UTC)


def a_book_since_july(time_machine):
    """A community whose book begins on July 20, seen on September 3."""
    time_machine.move_to(noon(7, 20))
    fund = funded(CommunityFactory(), 1_000_00)
    time_machine.move_to(noon(9, 3))
    return fund


def test_months_are_closed_in_their_order_when_they_are_over(time_machine):
    community = a_book_since_july(time_machine).community
    finance = staff(community, "finance")
    assert next_to_close(community) == JULY
    with pytest.raises(BadInput):
        close_month(community, through=AUGUST, by=finance)
    first = close_month(community, through=JULY, by=finance)
    line = LedgerEntry.objects.get()
    assert (first.entries, first.hash) == (1, line.hash)
    with pytest.raises(Refused, match="already"):
        close_month(community, through=JULY, by=finance)
    close_month(community, through=AUGUST, by=finance)
    assert next_to_close(community) is None
    with pytest.raises(BadInput):
        close_month(community, through=datetime.date(2026, 9, 30), by=finance)


def test_a_closed_month_ends_with_its_own_last_line(time_machine):
    fund = a_book_since_july(time_machine)
    finance = staff(fund.community, "finance")
    funded(fund.community, 500, by=finance, name="September")
    closing = close_month(fund.community, through=JULY, by=finance)
    assert (closing.entries, closing.hash) == (1, LedgerEntry.objects.get(number=1).hash)
    assert verify(fund.community) == []
    Closing.objects.bulk_create(
        [Closing(community=fund.community, through=AUGUST, entries=1, hash="0" * 64, by=finance)]
    )
    assert verify(fund.community) == ["the months through 2026-08-31 do not end with line 1 any more"]


@pytest.mark.parametrize("who", ["coordinator", "facilitator", "finance elsewhere"])
def test_only_finance_closes_a_month(time_machine, who):
    community = a_book_since_july(time_machine).community
    by = staff(CommunityFactory(), "finance") if who == "finance elsewhere" else staff(community, who)
    with pytest.raises(NotAllowed):
        close_month(community, through=JULY, by=by)
    assert not Closing.objects.exists()


def test_the_database_itself_keeps_a_closed_month_closed(time_machine):
    fund = a_book_since_july(time_machine)
    close_month(fund.community, through=JULY, by=staff(fund.community, "finance"))
    late = LedgerEntry.objects.get()
    late.pk, late._state.adding = None, True
    late.number, late.once_key, late.previous_hash = 2, "late", late.hash
    with pytest.raises((IntegrityError, DatabaseError), match="closed"), transaction.atomic():
        late.save()
    late.day = JULY + datetime.timedelta(days=1)
    late.save()


def test_another_communitys_closing_closes_nothing_here(time_machine):
    fund = a_book_since_july(time_machine)
    close_month(fund.community, through=JULY, by=staff(fund.community, "finance"))
    time_machine.move_to(noon(7, 25))
    funded(CommunityFactory(), 500)
    assert LedgerEntry.objects.filter(day__lte=JULY).count() == 2


def checked(*words):
    out = io.StringIO()
    call_command("ledger", "verify", *words, stdout=out)
    return out.getvalue()


def test_the_command_checks_every_book():
    night, _other = closed_evening(2), funded(CommunityFactory(), 500)
    assert checked().count("all as written") == 2
    slug = night.community.slug
    assert checked("--community", slug) == f"{slug}: 3 lines, all as written; every sum is right\n"
    Balance.objects.filter(community=night.community, account="cash").update(cents=0)
    with pytest.raises(CommandError, match="Not every book"):
        checked()
    with pytest.raises(CommandError, match="no book"):
        checked("--community", "nowhere")


def test_each_field_of_a_line_is_in_its_hash():
    closed_evening(1)
    line = LedgerEntry.objects.order_by("number").last()
    changes = {
        **{"number": 9, "kind": "reversal", "debit": "cash", "credit": "grant", "fund_id": 99},
        **{"stipend_id": 99, "payment_id": 99, "bill_id": 99, "amount_cents": 1, "currency": "EUR"},
        **{"once_key": "x", "day": JULY, "at": noon(1, 1), "community_id": 99},
    }
    stored = {field.attname for field in LedgerEntry._meta.concrete_fields} - {"id", "hash", "previous_hash"}
    assert stored == set(changes)
    hashes = {hash_of(line, line.previous_hash), hash_of(line, "1" * 64)}
    for name, value in changes.items():
        was = getattr(line, name)
        setattr(line, name, value)
        hashes.add(hash_of(line, line.previous_hash))
        setattr(line, name, was)
    assert len(hashes) == len(changes) + 2
