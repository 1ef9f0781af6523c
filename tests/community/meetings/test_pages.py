"""The list, one meeting, and planning."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from community.core import registry
from community.meetings import services
from community.meetings.home import offer, todos
from community.meetings.models import Attendance, AttendanceCount, Meeting
from community.models import Message
from tests.factories.meetings import NEW_YORK, SIX, THE_WEEK_BEFORE, evening, opened, planned
from tests.factories.people import GroupFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_week_before():
    with time_machine.travel(THE_WEEK_BEFORE, tick=False):
        yield


@pytest.fixture
def where_they_live():
    """The clock that a request sets."""
    with timezone.override(NEW_YORK):
        yield


def record(group, number, **counts):
    meeting = Meeting.objects.create(
        group=group,
        number=number,
        month="2018-07-01",
        state="closed",
        source=f"https://example.org/{number}",
    )
    for body, count in counts.items():
        AttendanceCount.objects.create(meeting=meeting, body=body, count=count)
    return meeting


def page(person, name, *args):
    return signed_in(person).get(reverse(name, args=args)).content.decode()


def test_the_list_says_what_is_known_and_no_zero_for_what_is_not():
    group = GroupFactory(code="FAB")
    record(group, 3, FAB=20, roster=25, BB=3)
    record(group, 9, FAB=20)
    record(group, 10)
    html = page(staff(group.community), "meetings")
    assert "20 of 25 (80%)" in html
    assert ">20</td>" in html
    assert html.count("%)") == 1
    assert html.count("not recorded") == 1
    assert "3 staff" in html


def test_our_own_meetings_count_check_ins_against_that_days_roster():
    meeting, facilitator, board = evening(4)
    for person in board[:3]:
        services.check_in(meeting, person, channel="facilitator", by=facilitator)
    services.check_in(meeting, facilitator, channel="phone")
    services.close_meeting(meeting, by=facilitator)
    later = member(meeting.group)
    later.memberships.update(since="2026-12-01")
    assert "3 of 4 (75%)" in page(facilitator, "meetings")


def test_the_list_can_be_of_one_group():
    group = GroupFactory(code="FAB", name="Family Advisory Board")
    other = GroupFactory(code="PAT", name="Action Team", community=group.community)
    record(group, 3)
    record(other, 27)
    html = signed_in(staff(group.community)).get(reverse("meetings"), {"group": "PAT"}).content.decode()
    assert "PAT 27" in html
    assert "FAB 3" not in html


def test_an_empty_list_says_how_to_begin():
    group = GroupFactory()
    assert "Plan the first meeting" in page(staff(group.community), "meetings")
    assert "No meetings yet" in page(member(group), "meetings")


def queries(django_assert_max_num_queries, client, url):
    client.get(url)
    with django_assert_max_num_queries(40) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_list_asks_as_often_for_thirty_meetings_as_for_one(django_assert_max_num_queries):
    group = GroupFactory(code="FAB")
    client = signed_in(staff(group.community, "facilitator"))
    record(group, 1, FAB=20, roster=25)
    opened(group, number=50)
    one = queries(django_assert_max_num_queries, client, reverse("meetings"))
    for number in range(2, 31):
        record(group, number, FAB=number, roster=30)
        planned(group, number=100 + number)
    assert queries(django_assert_max_num_queries, client, reverse("meetings")) == one


@pytest.mark.parametrize("name", ["meeting_console", "meeting_board", "meeting_projector", "meeting"])
def test_a_page_asks_as_often_for_thirty_people_as_for_one(name, django_assert_max_num_queries):
    group = GroupFactory()
    facilitator = staff(group.community, "facilitator")
    client = signed_in(facilitator)
    meeting = planned(group, by=facilitator)

    def arrive(how_many):
        people = [member(group) for _person in range(how_many)]
        for person in people[: how_many - how_many // 3]:
            Attendance.objects.create(
                meeting=meeting, person=person, channel="facilitator", recorded_by=facilitator
            )
            services.add_agenda_item(meeting, title="More", by=facilitator)
            services.add_action_item(
                meeting, title="Call", due_on=meeting.held_on, owner=person, by=facilitator
            )
        services.invite(meeting, by=facilitator)

    arrive(1)
    one = queries(django_assert_max_num_queries, client, reverse(name, args=[meeting.pk]))
    arrive(30)
    assert queries(django_assert_max_num_queries, client, reverse(name, args=[meeting.pk])) == one


def test_the_plan_shows_counts_and_texts_those_who_have_not_answered():
    group = GroupFactory()
    facilitator = staff(group.community, "facilitator")
    people = [member(group, display_name=f"Rosa {index}") for index in range(4)]
    meeting = planned(group, offers_childcare=True)
    client = signed_in(facilitator)
    url = reverse("meeting", args=[meeting.pk])
    assert "Text the invitations" in client.get(url).content.decode()
    answer = client.post(reverse("meeting_plan", args=[meeting.pk, "invite"]), follow=True)
    assert "4 people are invited." in answer.content.decode()
    for person, said in zip(people, ["yes", "no"], strict=False):
        invitation = meeting.invitations.get(person=person)
        services.answer_invitation(invitation, said, channel="text")
    services.answer_need(meeting.invitations.get(person=people[0]), "childcare", True, channel="text")
    html = client.get(url).content.decode()
    assert "<dt>Children</dt><dd><strong>1</strong>" in html
    assert html.index("Not answered yet") < html.index(">Rosa 2</a>") < html.index("Who comes and")
    assert "Text the 2 who have not answered" in html
    before = Message.objects.count()
    client.post(reverse("meeting_plan", args=[meeting.pk, "remind"]))
    assert Message.objects.count() == before + 2


def test_the_agenda_is_edited_on_the_page():
    meeting = planned()
    client = signed_in(staff(meeting.group.community, "facilitator"))

    def do(action, **fields):
        return client.post(reverse("meeting_plan", args=[meeting.pk, action]), fields)

    do("add_item", title="Welcome", minutes="10")
    do("add_item", title="Library")
    last = meeting.agenda.last()
    do("move_item", item=last.pk, way="up")
    assert list(meeting.agenda.values_list("title", "minutes")) == [("Library", None), ("Welcome", 10)]
    assert do("add_item", title="").status_code == 400
    assert do("move_item", item="x").status_code == 400
    assert do("move_item", item=10**30).status_code == 400
    assert do("dance").status_code == 404


def test_a_member_answers_on_the_page():
    group = GroupFactory()
    rosa = member(group)
    meeting = planned(group, offers_childcare=True)
    [invitation] = services.invite(meeting, by=None)
    client = signed_in(rosa)
    answer = client.post(reverse("meeting_answer", args=[meeting.pk]), {"answer": "yes"}, follow=True)
    html = answer.content.decode()
    assert "Got it: YES for Thu Nov 26." in html
    assert "Need child care?" in html
    client.post(
        reverse("meeting_answer", args=[meeting.pk]),
        {"needs": "1", "childcare": "yes", "children": "2", "ages": "5 and 3"},
    )
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.channel) == ("yes", "web")
    care = invitation.accommodations.get()
    assert (care.kind, care.wanted, care.count, care.detail) == ("childcare", True, 2, "3, 5")


def test_somebody_who_is_not_invited_cannot_answer():
    meeting = planned()
    other = member(GroupFactory(community=meeting.group.community))
    answer = signed_in(other).post(reverse("meeting_answer", args=[meeting.pk]), {"answer": "yes"})
    assert answer.status_code == 403


def test_members_do_not_see_who_has_not_answered():
    group = GroupFactory()
    rosa = member(group, display_name="Rosa Diaz")
    member(group, display_name="Silent Sam")
    meeting = planned(group)
    services.invite(meeting, by=None)
    assert "Silent Sam" not in page(rosa, "meeting", meeting.pk)
    assert "Silent Sam" in page(staff(group.community), "meeting", meeting.pk)


def test_a_record_says_its_source_and_what_it_does_not_say():
    group = GroupFactory(code="FAB")
    meeting = record(group, 20, FAB=14)
    html = page(member(group), "meeting", meeting.pk)
    assert "July 2018, day not recorded" in html
    assert "14 (roster not recorded)" in html
    assert "https://example.org/20" in html
    assert "Next steps" not in html


def test_other_rooms_add_to_the_page_of_a_meeting(monkeypatch):
    meeting = planned()
    rosa = member(meeting.group)
    sections = registry.Plugs()
    sections.add("test", lambda meeting, person: f"<p>{meeting.number} for {person.pk}</p>")
    monkeypatch.setattr(registry, "meeting_sections", sections)
    assert f"<p>31 for {rosa.pk}</p>" in page(rosa, "meeting", meeting.pk)


def test_todos_know_the_evening_and_who_has_not_answered(where_they_live):
    group = GroupFactory()
    facilitator, rosa = staff(group.community, "facilitator"), member(group)
    meeting = planned(group)
    assert [todo.text for todo in todos(facilitator)] == [
        f"Nobody is invited yet to {group.name}, meeting 31, Thu Nov 26, 6 pm"
    ]
    services.invite(meeting, by=facilitator)
    assert [todo.text for todo in todos(facilitator)] == ["1 has not answered for Thu Nov 26"]
    assert [todo.text for todo in todos(rosa)] == [
        f"Can you come? {group.name}, meeting 31, Thu Nov 26, 6 pm"
    ]
    with time_machine.travel(SIX, tick=False):
        facilitator.community.refresh_from_db()
        assert "today, Thu Nov 26, 6 pm" in next(iter(todos(facilitator))).text
        services.open_meeting(meeting, by=facilitator)
        assert next(iter(todos(facilitator))).url == reverse("meeting_console", args=[meeting.pk])
        assert next(iter(todos(rosa))).url == reverse("meeting_board", args=[meeting.pk])


def test_who_said_yes_keeps_the_evening_in_sight(where_they_live):
    group = GroupFactory()
    rosa, luis = member(group), member(group)
    meeting = planned(group)
    services.invite(meeting, by=None)
    for person, answer in ((rosa, "yes"), (luis, "no")):
        services.answer_invitation(meeting.invitations.get(person=person), answer, channel="text")
    (later,) = todos(rosa)
    assert later.text == f"You said yes: {group.name}, meeting 31, Thu Nov 26, 6 pm"
    assert later.urgency >= registry.NEWS
    with time_machine.travel(SIX, tick=False):
        (today,) = todos(rosa)
        assert today.text == f"{group.name}, meeting 31: today, Thu Nov 26, 6 pm"
        assert 20 <= today.urgency < registry.NEWS
    with time_machine.travel(SIX + timedelta(days=1), tick=False):
        assert list(todos(rosa)) == []
    assert list(todos(luis)) == []


def test_every_label_of_a_plan_leads_to_its_own_field():
    meeting = planned()
    html = page(staff(meeting.group.community, "facilitator"), "meeting", meeting.pk)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label for="([^"]+)"', html)) <= set(ids)


def test_the_demo_offers_the_evening_first():
    group = GroupFactory()
    facilitator, rosa, other = staff(group.community, "facilitator"), member(group), staff(group.community)
    assert offer(facilitator) is None
    meeting = planned(group)
    services.invite(meeting, by=None)
    assert offer(facilitator)[1] == offer(other)[1] == reverse("meeting_console", args=[meeting.pk])
    assert offer(rosa)[1] == reverse("meeting", args=[meeting.pk])
    assert offer(staff(group.community, "finance")) is None


def test_whoever_comes_by_video_finds_the_link_before_and_during_the_evening():
    group = GroupFactory()
    rosa, facilitator = member(group), staff(group.community, "facilitator")
    meeting = planned(group, mode="remote", place="", link="https://video.example.org/31")
    plan = page(facilitator, "meeting", meeting.pk)
    assert "not recorded" not in plan
    services.open_meeting(meeting, by=facilitator)
    pages = [page(rosa, "meeting_board", meeting.pk), page(facilitator, "meeting_console", meeting.pk)]
    for shown in [plan, *pages]:
        assert 'href="https://video.example.org/31"' in shown
