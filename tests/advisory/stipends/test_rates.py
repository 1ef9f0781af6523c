"""What is paid for what: by role, by the hour, told before it changes; and for coming late."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisory.stipends.models import Rate, Stipend
from advisory.stipends.rules import earned, share_of
from advisory.stipends.selectors import coming_rates, rate_on
from advisory.stipends.services import set_rate
from community.core.errors import BadInput
from community.core.words import date_in_words
from community.meetings.models import Attendance
from community.meetings.services import check_in, close_meeting
from community.models import Membership, Message
from tests.factories.boards import chartered
from tests.factories.meetings import evening
from tests.factories.people import SINCE, GroupFactory, member, signed_in, staff
from tests.factories.stipends import funded, rate_for

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)


def test_a_rate_for_ones_role_goes_before_the_one_for_all():
    group = GroupFactory()
    rate_for(group, 5000, SINCE)
    chairs = rate_for(group, 9000, SINCE - A_DAY, role="chair")
    assert rate_on(group, SINCE, role="chair") == chairs
    assert rate_on(group, SINCE, role="member").amount_cents == 5000
    assert rate_on(group, SINCE - A_DAY, role="member") is None


def test_the_chair_is_paid_the_chairs_rate():
    meeting, facilitator, board = evening(2)
    rate_for(meeting.group, 5000, SINCE)
    rate_for(meeting.group, 9000, SINCE, role="chair")
    Membership.objects.filter(person=board[0]).update(status="chair")
    for person in board:
        check_in(meeting, person, channel="phone")
    close_meeting(meeting, by=facilitator)
    owed = Stipend.objects.order_by("person_id").values_list("person", "amount_cents")
    assert list(owed) == [(board[0].pk, 9000), (board[1].pk, 5000)]


@pytest.mark.parametrize(
    ("cents", "minutes", "owed"),
    [(2000, 60, 2000), (2000, 90, 3000), (2000, 1, 33), (1999, 30, 1000), (1, 29, 0), (1, 30, 1)],
)
def test_minutes_count_as_they_are_and_half_a_cent_goes_up(cents, minutes, owed):
    assert earned("hour", cents, minutes=minutes) == owed


def test_each_time_and_up_to_a_limit():
    assert earned("each", 2500, minutes=600) == 2500
    assert [earned("at_most", 3000, asked=asked) for asked in (1250, 3000, 3001)] == [1250, 3000, 3000]


def test_the_first_rate_of_a_kind_reaches_back_and_tells_nobody(run_jobs):
    group = GroupFactory()
    member(group)
    coordinator = staff(group.community)
    set_rate(group, amount_cents=7500, since=SINCE, by=coordinator)
    set_rate(group, amount_cents=2000, since=SINCE, by=coordinator, kind="outreach", unit="hour")
    run_jobs()
    assert not Message.objects.exists()


def test_a_rate_for_one_role_changes_what_that_role_is_paid():
    group = GroupFactory()
    coordinator = staff(group.community)
    first = set_rate(group, amount_cents=7500, since=SINCE, by=coordinator)
    with pytest.raises(BadInput, match="before it holds"):
        set_rate(group, amount_cents=9000, since=SINCE, by=coordinator, role="chair")
    tomorrow = group.community.today() + A_DAY
    chairs = set_rate(group, amount_cents=9000, since=tomorrow, by=coordinator, role="chair")
    assert chairs.follows == first


def a_change(role=""):
    """A board whose rate rises in ten days, and who is there: a chair, a member, one who left, one who
    applies, and somebody of another board."""
    group = GroupFactory()
    cast = {name: member(group, display_name=name) for name in ("chair", "member", "alumni", "candidate")}
    for name, person in cast.items():
        Membership.objects.filter(person=person).update(status=name)
    cast["left"] = member(group, display_name="left")
    Membership.objects.filter(person=cast["left"]).update(until=group.community.today() - A_DAY)
    member(GroupFactory(community=group.community), display_name="elsewhere")
    coordinator = staff(group.community)
    set_rate(group, amount_cents=7500, since=SINCE, by=coordinator)
    day = group.community.today() + 10 * A_DAY
    return cast, set_rate(group, amount_cents=8000, since=day, by=coordinator, role=role)


@pytest.mark.parametrize(("role", "told"), [("", ["chair", "member"]), ("chair", ["chair"])])
def test_a_change_is_told_to_those_with_a_seat_and_only_to_them(role, told, run_jobs):
    _cast, rate = a_change(role)
    run_jobs()
    run_jobs()
    texts = Message.objects.filter(direction="out").order_by("person__display_name")
    assert list(texts.values_list("person__display_name", flat=True)) == told
    day = date_in_words(rate.since)
    assert f"from {day} on, a meeting pays $80, each time. Until then: $75." in texts.first().body


def test_a_change_stands_on_the_members_page_until_it_holds(time_machine):
    cast, rate = a_change("chair")
    browser = signed_in(cast["chair"], second_factor=False)
    said = f"From {date_in_words(rate.since)} on, a meeting pays $80, each time. Until then: $75."
    assert said in browser.get("/my/stipends/").text
    assert coming_rates(cast["member"]) == coming_rates(cast["left"]) == []
    time_machine.move_to(datetime.datetime.combine(rate.since, datetime.time(16), tzinfo=datetime.UTC))
    assert said not in browser.get("/my/stipends/").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "meal", "unit": "each"},
        {"kind": "outreach", "unit": "at_most"},
        {"kind": "meeting", "unit": "hour"},
        {"kind": "sleep"},
        {"unit": "year"},
    ],
)
def test_meetings_work_and_receipts_have_their_own_units(wrong):
    group = GroupFactory()
    with pytest.raises(BadInput):
        set_rate(group, amount_cents=5000, since=SINCE, by=staff(group.community), **wrong)


def test_the_database_itself_keeps_a_change_from_reaching_back():
    first = rate_for(GroupFactory(), 5000, SINCE)
    with pytest.raises(IntegrityError), transaction.atomic():
        rate_for(first.group, 6000, SINCE + A_DAY, follows=first)


def test_the_page_of_rates_shows_every_kind_from_which_day():
    _cast, rate = a_change()
    rate_for(rate.group, 3000, SINCE, kind="meal")
    shown = signed_in(staff(rate.group.community, "finance")).get(reverse("rates")).text
    for words in ("A meeting", "A meal", "$80", "$75", "$30", "what it cost, at most", "not yet"):
        assert words in shown
    assert f"Told the members on {rate.announced_on:%B} {rate.announced_on.day}" in shown


def test_a_rate_by_the_hour_is_set_on_its_page():
    group = GroupFactory()
    sent = {"group": group.pk, "kind": "outreach", "role": "chair", "unit": "hour"}
    browser = signed_in(staff(group.community))
    browser.post(reverse("rate_new"), sent | {"dollars": "20", "since": "2026-01-01"})
    rate = Rate.objects.get()
    assert (rate.kind, rate.role, rate.unit, rate.amount_cents) == ("outreach", "chair", "hour", 2000)


def test_the_list_of_rates_asks_as_much_for_thirty_as_for_one():
    group = GroupFactory()
    browser = signed_in(staff(group.community))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("rates"))
        return len(asked)

    rate_for(group, 5000, SINCE)
    queries()
    for_one = queries()
    for days in range(1, 30):
        rate_for(group, 5000, SINCE + days * A_DAY)
    assert queries() == for_one


@pytest.mark.parametrize(("percent", "owed"), [(100, 7501), (50, 3751), (33, 2475), (0, None)])
@pytest.mark.parametrize("late", [True, False])
def test_late_past_the_grace_is_paid_by_the_charters_share(percent, owed, late):
    meeting, facilitator, [rosa] = evening(1)
    funded(meeting.group.community, 1_000_00)
    chartered(meeting.group, late_pay_percent=percent)
    rate_for(meeting.group, 7501, SINCE)
    check_in(meeting, rosa, channel="phone")
    meeting.grace_minutes = 10
    meeting.save(update_fields=["grace_minutes"])
    came = meeting.starts_at + datetime.timedelta(minutes=11 if late else 10)
    Attendance.objects.filter(person=rosa).update(at=came)
    close_meeting(meeting, by=facilitator)
    wanted = owed if late else 7501
    assert list(Stipend.objects.values_list("full_cents", flat=True)) == ([wanted] if wanted else [])


def test_a_share_is_whole_cents_and_the_charter_knows_no_more_than_all():
    assert [share_of(101, percent) for percent in (0, 1, 50, 100)] == [0, 1, 51, 101]
    with pytest.raises(IntegrityError), transaction.atomic():
        chartered(GroupFactory(), late_pay_percent=101)
