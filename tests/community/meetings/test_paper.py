"""The paper list: typed during the evening or after it, and what follows for money."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisory.ledger.models import LedgerEntry
from advisory.payments.services import mark_paid
from advisory.stipends.models import Stipend
from advisory.stipends.services import approve_stipend
from community.core.errors import BadInput, NotAllowed, Refused
from community.meetings import services
from community.meetings.models import Attendance
from community.models import AuditLine
from tests.factories.meetings import SIX, evening, planned
from tests.factories.people import PersonFactory, member, signed_in, staff
from tests.factories.stipends import closed_evening

pytestmark = pytest.mark.django_db
WHY = "She signed on paper"


@pytest.fixture(autouse=True)
def the_evening():
    with time_machine.travel(SIX + timedelta(hours=3), tick=False):
        yield


def coordinator_of(meeting):
    return staff(meeting.group.community, "coordinator")


def test_who_signed_is_added_with_the_time_the_list_says():
    meeting, _facilitator, [rosa, luis, ana] = evening(3, starts_at=SIX)
    coordinator = coordinator_of(meeting)
    services.check_in(meeting, ana, channel="phone")
    arrivals = {rosa: SIX + timedelta(minutes=5), luis: None, ana: None}
    for _again in range(2):
        assert services.add_from_paper(meeting, arrivals, by=coordinator) == []
    rows = Attendance.objects.order_by("person").values_list("person", "at", "channel", "recorded_by")
    assert list(rows)[:2] == [
        (rosa.pk, SIX + timedelta(minutes=5), "paper", coordinator.pk),
        (luis.pk, None, "paper", coordinator.pk),
    ]
    assert Attendance.objects.get(person=ana).channel == "phone"
    assert AuditLine.objects.filter(verb="check_in", channel="paper", actor=coordinator).count() == 2


def test_what_cannot_be_is_refused():
    meeting, facilitator, [rosa] = evening(1, starts_at=SIX)
    coordinator = coordinator_of(meeting)
    stranger = PersonFactory(community=meeting.group.community)
    for wrong, who, by, error in [
        (SIX + timedelta(hours=4), rosa, coordinator, BadInput),
        (SIX - timedelta(days=1), rosa, coordinator, BadInput),
        (None, stranger, coordinator, NotAllowed),
        (None, rosa, facilitator, NotAllowed),
        (None, rosa, coordinator_of(planned()), NotAllowed),
    ]:
        with pytest.raises(error):
            services.add_from_paper(meeting, {who: wrong}, by=by)
    later = planned(meeting.group, number=32)
    with pytest.raises(Refused):
        services.add_from_paper(later, {rosa: None}, by=coordinator)
    services.close_meeting(meeting, by=facilitator)
    with pytest.raises(BadInput):
        services.add_from_paper(meeting, {rosa: None}, by=coordinator, why="  ")
    assert not Attendance.objects.exists()


def test_who_is_added_after_the_close_is_owed_once():
    night = closed_evening(3, came=2)
    late = night.board[2]
    for said in (["1 stipend is owed now."], []):
        assert services.add_from_paper(night.meeting, {late: None}, by=night.coordinator, why=WHY) == said
    assert Stipend.objects.get(person=late).amount_cents == 7500
    assert LedgerEntry.objects.filter(kind="accrual").count() == 3
    assert AuditLine.objects.get(verb="check_in", channel="paper").why == WHY


def test_what_is_owed_to_who_was_not_there_is_taken_back_and_a_person_settles_what_is_paid():
    night = closed_evening(3)
    owed, approved, paid = night.board
    for person in (approved, paid):
        approve_stipend(Stipend.objects.get(person=person), by=night.coordinator)
    mark_paid(Stipend.objects.get(person=paid), by=night.finance)

    def take_back(person):
        return services.take_back_attendance(night.meeting, person, by=night.coordinator, why="Not there")

    assert take_back(owed) == take_back(approved) == ["1 stipend is taken back."]
    assert take_back(paid)[0].endswith("is paid already. Talk with finance and with them about it.")
    kinds = LedgerEntry.objects.exclude(stipend=None).values_list("kind", flat=True)
    assert list(kinds) == ["accrual"] * 3 + ["payment"] + ["reversal"] * 2
    assert set(Stipend.objects.values_list("state", flat=True)) == {"reversed", "paid"}
    assert not Attendance.objects.exists()
    with pytest.raises(Refused):
        take_back(owed)


def test_the_page_takes_ticks_and_times_and_takes_back():
    night = closed_evening(3, came=0)
    rosa, luis, _ana = night.board
    night.meeting.starts_at, night.meeting.ends_at = SIX, SIX + timedelta(hours=2)
    night.meeting.held_on = SIX.date()
    night.meeting.save()
    client = signed_in(night.coordinator)
    address = reverse("meeting_paper", args=[night.meeting.pk])
    assert client.post(address, {"here": [rosa.pk]}).status_code == 400
    assert client.post(address, {"why": WHY}).status_code == 400
    sent = {"here": [rosa.pk], f"at-{luis.pk}": "18:20", "why": WHY}
    html = client.post(address, sent, follow=True).content.decode()
    assert "2 people are on the list now." in html
    assert "2 stipends are owed now." in html
    assert Attendance.objects.get(person=luis).at == SIX + timedelta(minutes=20)
    gone = {"person": rosa.pk, "why": "Not there"}
    html = client.post(
        reverse("meeting_not_there", args=[night.meeting.pk]), gone, follow=True
    ).content.decode()
    assert "1 stipend is taken back." in html


def test_the_sheet_has_a_line_for_everyone_expected_and_the_door_code():
    meeting, facilitator, board = evening(2)
    member(meeting.group, display_name="Candidate").memberships.update(status="candidate")
    services.check_in(meeting, board[0], channel="phone")
    html = signed_in(facilitator).get(reverse("meeting_sheet", args=[meeting.pk])).content.decode()
    for name in ("Rosa 00", "Rosa 01", "Candidate", "Luis Herrera"):
        assert html.count(f'<th scope="row">{name}</th>') == 1
    assert meeting.door_code in html


@pytest.mark.parametrize("name", ["meeting_paper", "meeting_sheet"])
def test_a_page_asks_as_often_for_sixty_people_as_for_one(name):
    meeting, _facilitator, board = evening(2)
    client = signed_in(coordinator_of(meeting))
    services.check_in(meeting, board[0], channel="phone")
    address = reverse(name, args=[meeting.pk])
    client.get(address)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = count()
    for index in range(60):
        person = member(meeting.group)
        if index % 2:
            services.check_in(meeting, person, channel="phone")
    assert count() == few
