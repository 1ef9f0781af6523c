"""Taking in the payer's file: all of it is checked first, and the same file twice changes nothing."""

from datetime import timedelta

import pytest
import time_machine

from advisory.ledger.verifying import verify
from advisory.payments.reading import Wrong
from advisory.payments.services import import_results, importing, settle_all, settle_failed, settle_paid
from community.core.errors import BadInput, Refused
from community.models import Message
from tests.factories.audit import lines_about
from tests.factories.meetings import SIX
from tests.factories.payments import begun, results

pytestmark = pytest.mark.django_db
WHY = "The address is old"


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel(SIX + timedelta(days=1), tick=False):
        yield


def states(made):
    return [payment.state for payment in made.payments]


def test_a_file_settles_its_payments_and_again_does_nothing():
    made = begun(3)
    first, second, third = made.payments
    data = results(
        (first.key, "paid", "", "1042", ""), (second.key, "failed", "", "", WHY), (third.key, "", "", "", "")
    )
    taken = import_results(made.run, data, by=made.finance)
    assert (taken.paid, taken.failed, taken.known, taken.overtaken) == (1, 1, 0, [])
    assert states(made) == ["paid", "failed", "waiting"]
    assert [(one.reference, one.why_failed) for one in made.payments] == [("1042", ""), ("", WHY), ("", "")]
    texts = Message.objects.count()
    again = import_results(made.run, data, by=made.finance)
    assert (again.paid, again.failed, again.known) == (0, 0, 2)
    assert (states(made), Message.objects.count()) == (["paid", "failed", "waiting"], texts)
    assert verify(made.community) == []


def test_a_month_later_the_same_file_without_days_says_nothing_new():
    made = begun(1)
    data = results((made.payments[0].key, "paid", "", "", ""))
    import_results(made.run, data, by=made.finance)
    with time_machine.travel(SIX + timedelta(days=32), tick=False):
        assert import_results(made.run, data, by=made.finance).known == 1


def mistakes_of(made, *rows):
    with pytest.raises(Wrong) as wrong:
        import_results(made.run, results(*rows), by=made.finance)
    return [(mistake.row, mistake.column, mistake.words) for mistake in wrong.value.mistakes]


def test_nothing_is_written_down_where_one_row_is_wrong():
    made, elsewhere = begun(2), begun(1)
    rows = [(payment.key, "paid", "", "", "") for payment in made.payments]
    [(row, column, words)] = mistakes_of(made, *rows, (elsewhere.payments[0].key, "paid", "", "", ""))
    assert (row, column, words) == (4, "key", "This run has no payment with this key.")
    assert states(made) == ["waiting", "waiting"]


WITH_AMOUNT = "key,result,amount"


def test_another_amount_than_the_runs_is_told_and_nothing_is_written_down():
    made = begun(2)
    one, other = made.payments
    dollars = f"${one.amount_cents // 100}"
    data = results((one.key, "paid", dollars), (other.key, "paid", "1"), names=WITH_AMOUNT)
    with pytest.raises(Wrong) as wrong:
        import_results(made.run, data, by=made.finance)
    [mistake] = wrong.value.mistakes
    assert (mistake.row, mistake.column) == (3, "amount")
    assert f"The run pays {dollars} here" in mistake.words
    assert states(made) == ["waiting", "waiting"]
    again = results((one.key, "paid", dollars), (other.key, "failed", "1"), names=WITH_AMOUNT)
    with pytest.raises(Wrong, match="Mend these rows"):
        import_results(made.run, again, by=made.finance)


def test_the_same_amount_is_the_runs():
    made = begun(1)
    [payment] = made.payments
    data = results((payment.key, "paid", f"{payment.amount_cents / 100:.2f}"), names=WITH_AMOUNT)
    assert import_results(made.run, data, by=made.finance).paid == 1


@pytest.mark.parametrize("day", ["2026-01-01", "2099-01-01"])
def test_a_day_that_cannot_be_is_told(day):
    made = begun(1)
    [(_row, column, words)] = mistakes_of(made, (made.payments[0].key, "paid", day, "", ""))
    assert (column, words) == ("paid_on", "A payment is paid between the day of its run and today.")


def test_a_contradiction_is_told_in_words():
    made = begun(2)
    one, other = made.payments
    settle_paid(one, by=made.finance, reference="1042")
    settle_failed(other, by=made.finance, why=WHY)
    told = mistakes_of(
        made,
        (one.key, "failed", "", "", "Came back"),
        (one.key, "failed", "", "", "Came back"),
        (other.key, "paid", "", "", ""),
    )
    assert "If the money came back, say so on the page of the run" in told[0][2]
    assert [(row, column) for row, column, _words in told] == [(2, "result"), (3, "result"), (4, "result")]
    [(_row, _column, words)] = mistakes_of(made, (one.key, "paid", "", "1043", ""))
    assert "another number" in words
    assert states(made) == ["paid", "failed"]


def test_who_was_faster_is_told_and_the_rest_is_written_down(monkeypatch):
    """While the file is being written down, somebody presses another button for its first row."""
    made = begun(2)
    one, other = made.payments
    real = importing.settle_failed

    def slow(payment, **said):
        settle_paid(payment, by=made.finance)
        return real(payment, **said)

    monkeypatch.setattr(importing, "settle_failed", slow)
    data = results((one.key, "failed", "", "", WHY), (other.key, "paid", "", "", ""))
    taken = import_results(made.run, data, by=made.finance)
    assert [(mistake.row, mistake.column) for mistake in taken.overtaken] == [(2, "key")]
    assert states(made) == ["paid", "paid"], "what was paid did not come back by it"


def test_a_whole_run_is_paid_at_once_and_leaves_what_is_settled():
    made = begun(3, method="gift_card")
    settle_failed(made.payments[0], by=made.finance, why=WHY)
    assert settle_all(made.run, by=made.finance) == 2
    assert states(made) == ["failed", "paid", "paid"]
    with pytest.raises(Refused, match="on its way any more"):
        settle_all(made.run, by=made.finance)


def test_a_whole_run_is_not_paid_on_a_day_that_cannot_be():
    made = begun(2)
    with pytest.raises(BadInput):
        settle_all(made.run, by=made.finance, paid_on=made.run.started_at.date() + timedelta(days=9))
    assert states(made) == ["waiting", "waiting"]


def test_what_came_back_is_owed_again_and_told():
    made = begun(1)
    [payment] = made.payments
    settle_paid(payment, by=made.finance)
    settle_failed(payment, by=made.finance, why="The check bounced", seen="paid")
    [stipend] = made.night.meeting.stipends.all()
    assert (states(made), stipend.state) == (["failed"], "owed")
    assert "did not reach you" in Message.objects.order_by("pk").last().body
    assert [line.verb for line in lines_about(payment)] == ["pay", "fail"]
    assert verify(made.community) == []


def test_a_press_on_an_old_page_takes_nothing_back():
    made = begun(1)
    [payment] = made.payments
    settle_paid(payment, by=made.finance)
    with pytest.raises(Refused, match="Look at it again"):
        settle_failed(payment, by=made.finance, why=WHY, seen="waiting")
    assert states(made) == ["paid"]
