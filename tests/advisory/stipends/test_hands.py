"""Money passes through two pairs of hands: who may do what to a stipend in which state."""

import pytest
from django.db import IntegrityError, transaction

from advisory.ledger.models import LedgerEntry
from advisory.ledger.selectors import balances
from advisory.payments.services import mark_paid, pay_meeting
from advisory.stipends.models import Stipend
from advisory.stipends.services import approve_meeting, approve_stipend
from community.core.errors import NotAllowed, Refused
from community.core.words import day_in_words
from community.models import Membership, Message, StaffRole
from tests.factories.audit import lines_about
from tests.factories.people import SINCE, CommunityFactory, staff
from tests.factories.stipends import closed_evening

pytestmark = pytest.mark.django_db

# The columns are owed, approved (by Ana, the coordinator), paid (by Joan, of finance).
TABLE = {
    "approve": {
        "the member": "403 403 403",
        "another member": "403 403 403",
        "Ana": "yes 409 409",
        "another coordinator": "yes 409 409",
        "Joan": "403 403 403",
        "both posts": "yes 409 409",
        "the member as coordinator": "403 403 403",
        "facilitator": "403 403 403",
        "coordinator elsewhere": "403 403 403",
    },
    "pay": {
        "the member": "403 403 403",
        "another member": "403 403 403",
        "Ana": "403 403 403",
        "Ana, of finance too": "409 403 403",
        "Joan": "409 yes 409",
        "both posts": "409 yes 409",
        "the member as finance": "403 403 403",
        "facilitator": "403 403 403",
        "finance elsewhere": "403 403 403",
    },
}
CASES = [
    (verb, who, state, outcome)
    for verb, rows in TABLE.items()
    for who, outcomes in rows.items()
    for state, outcome in zip(("owed", "approved", "paid"), outcomes.split(), strict=True)
]


def post(person, role: str):
    """Give ``person`` a post as well."""
    StaffRole.objects.create(person=person, role=role, since=SINCE)
    vars(person).pop("roles_held", None)
    vars(person).pop("roles", None)
    return person


def somebody(who: str, night):
    """The person of the table's row."""
    community = night.meeting.group.community
    return {
        "the member": lambda: night.board[0],
        "another member": lambda: night.board[1],
        "Ana": lambda: night.coordinator,
        "Ana, of finance too": lambda: post(night.coordinator, "finance"),
        "another coordinator": lambda: staff(community, "coordinator"),
        "Joan": lambda: night.finance,
        "both posts": lambda: post(staff(community, "coordinator"), "finance"),
        "the member as coordinator": lambda: post(night.board[0], "coordinator"),
        "the member as finance": lambda: post(night.board[0], "finance"),
        "facilitator": lambda: staff(community, "facilitator"),
        "coordinator elsewhere": lambda: staff(CommunityFactory(), "coordinator"),
        "finance elsewhere": lambda: staff(CommunityFactory(), "finance"),
    }[who]()


@pytest.mark.parametrize(("verb", "who", "state", "outcome"), CASES)
def test_who_may_do_what(verb, who, state, outcome):
    night = closed_evening(2)
    stipend = next(owed for owed in night.stipends if owed.person == night.board[0])
    if state != "owed":
        approve_stipend(stipend, by=night.coordinator)
    if state == "paid":
        mark_paid(stipend, by=night.finance)
    person, act = somebody(who, night), {"approve": approve_stipend, "pay": mark_paid}[verb]
    lines = LedgerEntry.objects.count()
    assert outcome_of(lambda: act(stipend, by=person)) == outcome
    if outcome != "yes":
        stipend.refresh_from_db()
        assert (stipend.state, LedgerEntry.objects.count()) == (state, lines)


def outcome_of(deed) -> str:
    """ "yes", or the status of the refusal, which must say why."""
    try:
        deed()
    except Refused as refusal:
        return str(refusal.status) if refusal.message else "a refusal without words"
    return "yes"


def test_from_owed_to_paid():
    night = closed_evening(1)
    [stipend] = night.stipends
    approve_stipend(stipend, by=night.coordinator)
    paid = mark_paid(stipend, by=night.finance)
    assert (paid.state, paid.approved_by, paid.paid_by) == ("paid", night.coordinator, night.finance)
    book = balances(night.community)
    assert (book["stipends"], book["payable"], book["cash"] + book["grant"]) == (7500, 0, -7500)
    assert [line.verb for line in lines_about(paid)] == ["approve", "send", "pay"]


def test_the_member_hears_of_both_steps():
    night = closed_evening(1)
    [stipend] = night.stipends
    name, day = night.meeting.group.community.name, day_in_words(night.meeting.roster_day)
    approve_stipend(stipend, by=night.coordinator)
    mark_paid(stipend, by=night.finance)
    said = list(Message.objects.filter(person=stipend.person).order_by("pk").values_list("body", flat=True))
    assert said == [
        f"{name}: $75 for the {day} meeting is approved. We text you when it is paid. "
        "Text PAY for questions.",
        f"{name}: $75 for the {day} meeting is paid. Not there? Text PAY, a person reads it.",
    ]


def test_the_database_itself_asks_for_two_pairs_of_hands():
    night = closed_evening(1)
    [stipend] = night.stipends
    for hands in (
        {"approved_by": night.coordinator, "paid_by": night.coordinator, "state": "paid"},
        {"approved_by": stipend.person, "state": "approved"},
        {"paid_by": night.finance, "state": "paid"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Stipend.objects.filter(pk=stipend.pk).update(**hands)


def test_the_database_itself_keeps_each_line_to_its_two_accounts():
    night = closed_evening(1)
    [accrued] = LedgerEntry.objects.filter(stipend__in=night.stipends)
    for step, (debit, credit) in enumerate(
        (("cash", "payable"), ("stipends", "cash"), ("payable", "stipends"), ("payable", "payable"))
    ):
        wrong = LedgerEntry.objects.get(pk=accrued.pk)
        wrong.pk, wrong._state.adding = None, True
        wrong.number, wrong.once_key, wrong.previous_hash = 100 + step, f"wrong:{step}", f"{step}" * 64
        wrong.debit, wrong.credit = debit, credit
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()


def test_a_whole_meeting_is_approved_with_one_press_but_not_ones_own():
    night = closed_evening(3)
    Membership.objects.filter(person=night.board[0])
    also_coordinator = post(night.board[0], "coordinator")
    assert approve_meeting(night.meeting, by=also_coordinator) == 2
    with pytest.raises(Refused, match="any more"):
        approve_meeting(night.meeting, by=also_coordinator)
    assert approve_meeting(night.meeting, by=night.coordinator) == 1
    assert pay_meeting(night.meeting, by=night.finance) == 3
    with pytest.raises(Refused, match="any more"):
        pay_meeting(night.meeting, by=night.finance)


def test_who_approved_a_meeting_does_not_pay_it():
    night = closed_evening(2)
    both = post(night.coordinator, "finance")
    approve_stipend(night.stipends[0], by=both)
    approve_stipend(night.stipends[1], by=staff(both.community))
    assert pay_meeting(night.meeting, by=both) == 1
    night.stipends[0].refresh_from_db()
    assert night.stipends[0].state == "approved"


@pytest.mark.parametrize("who", ["Joan", "facilitator", "another member"])
def test_a_whole_meeting_is_approved_by_a_coordinator_only(who):
    night = closed_evening(2)
    with pytest.raises(NotAllowed):
        approve_meeting(night.meeting, by=somebody(who, night))
    assert not Stipend.objects.exclude(state="owed").exists()
