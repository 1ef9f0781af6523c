"""Next steps after the evening: the text before the day, what its owner answers, and the lists."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from community.meetings import services
from community.meetings.home import todos
from community.messaging.services import receive_text
from community.models import ActionItem, Meeting, Message
from tests.factories.meetings import NEW_YORK, evening
from tests.factories.people import member, provider, signed_in, staff

pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 12, 10)
TWO_BEFORE = datetime.datetime(2026, 12, 8, 10, 30, tzinfo=NEW_YORK)


@pytest.fixture
def now():
    with time_machine.travel(TWO_BEFORE, tick=False) as traveller:
        yield traveller


def step(group, **fields):
    return ActionItem.objects.create(group=group, **{"title": "Call the library", "due_on": DUE, **fields})


def texts():
    return list(Message.objects.filter(direction="out", once_key__startswith="step:").order_by("pk"))


def answers(person, digit):
    sid = f"SM{Message.objects.count():032d}"
    receive_text(community=person.community, phone=person.phone, body=digit, sid=sid)
    return Message.objects.filter(direction="out").order_by("pk").last().body


@pytest.mark.parametrize(
    ("shift", "asked"),
    [
        (datetime.timedelta(), 1),
        (datetime.timedelta(hours=-1), 0),  # before ten
        (datetime.timedelta(days=-1), 0),
        (datetime.timedelta(days=2), 1),  # the server was down
        (datetime.timedelta(days=3), 0),  # late is said on the pages
    ],
)
def test_the_owner_is_asked_once_two_days_before(now, shift, asked):
    meeting, _facilitator, [rosa] = evening(1)
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    step(meeting.group, meeting=meeting, owner=rosa)
    now.shift(shift)
    for _again in range(2):
        services.remind_owners()
    assert len(texts()) == asked
    assert all(
        "Call the library" in text.body and "1 done 2 needs time 3 needs help" in text.body
        for text in texts()
    )


def test_nobody_is_asked_while_the_meeting_goes_on_or_when_it_is_done(now):
    meeting, _facilitator, [rosa] = evening(1)
    step(meeting.group, meeting=meeting, owner=rosa)
    services.finish_action_item(step(meeting.group, owner=rosa), by=rosa)
    step(meeting.group)
    assert services.remind_owners() == 0


def test_an_organizations_people_on_the_roster_are_asked(now):
    meeting, _facilitator, _board = evening(1)
    doctor = provider(meeting.group.community)
    nurse = member(meeting.group, organisation=doctor.organisation)
    step(meeting.group, owner_organisation=doctor.organisation)
    assert services.remind_owners() == 1
    assert texts()[0].person == nurse


def test_a_title_that_names_a_provider_stays_out_of_the_text(now):
    meeting, _facilitator, [rosa] = evening(1)
    doctor = provider(meeting.group.community)
    step(meeting.group, owner=rosa, title=f"Call {doctor.organisation.name}")
    services.remind_owners()
    assert doctor.organisation.name not in texts()[0].body
    assert "your next step is due Thu Dec 10" in texts()[0].body


@pytest.mark.parametrize(
    ("digit", "said", "echo"), [("1", "", "DONE"), ("2", "time", "more time"), ("3", "help", "you need help")]
)
def test_what_the_owner_answers(now, digit, said, echo):
    meeting, facilitator, [rosa] = evening(1)
    item = step(meeting.group, owner=rosa)
    services.remind_owners()
    for _twice in range(2):
        last = answers(rosa, digit)
    if said:
        assert echo in last
    item.refresh_from_db()
    assert (item.said, item.done_at is not None, item.due_on) == (said, not said, DUE)
    assert any("needs help: Call the library" in todo.text for todo in todos(facilitator)) == (said == "help")


def test_what_is_late_stands_on_the_staffs_first_page(now):
    meeting, facilitator, [rosa] = evening(1)
    step(meeting.group, owner=rosa, due_on=DUE - datetime.timedelta(days=3))
    assert any(todo.text == "1 next step is overdue" for todo in todos(facilitator))
    assert "overdue" in signed_in(facilitator).get(reverse("next_steps")).content.decode()


def test_each_group_and_each_organization_has_its_list():
    meeting, facilitator, [rosa] = evening(1)
    here = meeting.group.community
    doctor = provider(here)
    team = doctor.memberships.get().group
    step(meeting.group, title="Chairs", owner=rosa)
    step(team, title="Phones", owner_organisation=doctor.organisation)

    def listed(person, query=""):
        html = signed_in(person).get(reverse("next_steps") + query).content.decode()
        return {title for title in ("Chairs", "Phones") if title in html}

    assert listed(facilitator) == listed(rosa) == {"Chairs", "Phones"}
    assert listed(facilitator, f"?group={team.code}") == {"Phones"}
    assert listed(doctor) == {"Phones"}
    assert listed(staff(evening(1)[0].group.community)) == set()


@pytest.mark.parametrize("many", [1, 60])
@pytest.mark.parametrize("who", ["facilitator", "doctor"])
def test_the_list_asks_the_same_for_one_and_for_sixty(django_assert_num_queries, who, many):
    meeting, facilitator, _board = evening(1)
    doctor = provider(meeting.group.community)
    for index in range(many):
        owner = {"owner": member(meeting.group)} if index % 2 else {"owner_organisation": doctor.organisation}
        step(meeting.group, meeting=meeting, **owner)
    client = signed_in({"facilitator": facilitator, "doctor": doctor}[who])
    client.get(reverse("next_steps"))
    with django_assert_num_queries(6):
        client.get(reverse("next_steps"))
