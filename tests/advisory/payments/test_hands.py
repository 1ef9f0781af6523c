"""Who may start a run, fetch its file, and say what became of its payments, in which state."""

import pytest

from advisory.ledger.models import LedgerEntry
from advisory.models import Payment, PaymentRun
from advisory.payments.services import (
    export_run,
    import_results,
    settle_all,
    settle_failed,
    settle_paid,
    start_run,
)
from community.core.errors import Refused
from community.models import StaffRole
from tests.factories.payments import begun, results
from tests.factories.people import SINCE, CommunityFactory, staff

pytestmark = pytest.mark.django_db
VERBS = {
    "start": lambda begun, one, by: start_run(begun.community, method="check", by=by),
    "fetch": lambda begun, one, by: export_run(begun.run, by=by),
    "paid": lambda begun, one, by: settle_paid(one, by=by),
    "failed": lambda begun, one, by: settle_failed(one, by=by, why="The address is old"),
    "all paid": lambda begun, one, by: settle_all(begun.run, by=by),
    "file says paid": lambda begun, one, by: import_results(
        begun.run, results((one.key, "paid", "", "", "")), by=by
    ),
    "file says failed": lambda begun, one, by: import_results(
        begun.run, results((one.key, "failed", "", "", "The address is old")), by=by
    ),
}
NOBODY_ELSE = {
    "a coordinator": "403 403 403",
    "facilitator": "403 403 403",
    "the payee": "403 403 403",
    "another member": "403 403 403",
    "finance elsewhere": "403 403 403",
}
# The columns are the payment on its way, paid, failed; saying the same again is a yes that changes nothing.
TABLE = {
    "start": {"Joan": "409 409 409", "more finance": "409 409 409"},
    "fetch": {"Joan": "yes yes yes", "more finance": "yes yes yes", "the payee as finance": "yes yes yes"},
    "paid": {"Joan": "yes same 409", "more finance": "yes same 409", "the payee as finance": "403 403 403"},
    "failed": {"Joan": "yes yes same", "more finance": "yes yes same", "the payee as finance": "403 403 403"},
    "all paid": {"Joan": "yes 409 409", "more finance": "yes 409 409", "the payee as finance": "409 409 409"},
    "file says paid": {"Joan": "yes same 400", "the payee as finance": "400 400 400"},
    "file says failed": {"Joan": "yes 400 same", "the payee as finance": "400 400 400"},
}
CASES = [
    (verb, who, state, outcome)
    for verb, rows in TABLE.items()
    for who, outcomes in {**NOBODY_ELSE, **rows}.items()
    for state, outcome in zip(Payment.State.values, outcomes.split(), strict=True)
]


def somebody(who, made):
    """The person of the table's row."""
    home, payee = made.community, made.payments[0].person

    def as_finance(person):
        StaffRole.objects.create(person=person, role="finance", since=SINCE)
        vars(person).pop("roles", None)
        return person

    return {
        "Joan": lambda: made.finance,
        "more finance": lambda: staff(home, "finance"),
        "a coordinator": lambda: staff(home, "coordinator"),
        "facilitator": lambda: staff(home, "facilitator"),
        "the payee": lambda: payee,
        "the payee as finance": lambda: as_finance(payee),
        "another member": lambda: next(one for one in made.night.board if one != payee),
        "finance elsewhere": lambda: staff(CommunityFactory(), "finance"),
    }[who]()


def stands(made):
    """Everything that money could have moved in."""
    return (
        list(Payment.objects.order_by("pk").values_list("pk", "state", "paid_on", "reference", "why_failed")),
        PaymentRun.objects.count(),
        LedgerEntry.objects.count(),
        list(made.night.meeting.stipends.order_by("pk").values_list("state", flat=True)),
    )


@pytest.mark.parametrize(("verb", "who", "state", "outcome"), CASES)
def test_who_may_do_what(verb, who, state, outcome):
    made = begun(2)
    [payment] = Payment.objects.filter(run=made.run, person=made.payments[0].person)
    for other in made.payments[1:]:
        settle_paid(other, by=made.finance)
    if state == "paid":
        settle_paid(payment, by=made.finance)
    elif state == "failed":
        settle_failed(payment, by=made.finance, why="The address is old")
    person, before = somebody(who, made), stands(made)
    assert outcome_of(lambda: VERBS[verb](made, payment, person)) == ("yes" if outcome == "same" else outcome)
    if outcome != "yes" or verb == "fetch":
        assert stands(made) == before
    else:
        assert stands(made) != before


def outcome_of(deed) -> str:
    """ "yes", or the status of the refusal, which must say why."""
    try:
        deed()
    except Refused as refusal:
        return str(refusal.status) if refusal.message else "a refusal without words"
    return "yes"
