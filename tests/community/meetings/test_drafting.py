"""The draft of an agenda: what opens it, what was held, what every meeting has."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisory.decisions.services import close_decision, open_decision
from community.core.errors import Refused
from community.meetings import services
from community.meetings.models import ActionItem, AgendaItem, Meeting
from community.meetings.selectors import agenda_of, with_turnout
from community.meetings.services.opening import recap_of
from community.models import Group, MeetingNote
from tests.factories.decisions import drafted
from tests.factories.meetings import SIX, THE_WEEK_BEFORE, planned
from tests.factories.people import CommunityFactory, GroupFactory, member, staff

pytestmark = pytest.mark.django_db

EVENING = [
    ("Who is your hero?", "icebreaker"),
    ("News", "news"),
    ("Saturday hours", "decision"),
    ("A park for small children", "discussion"),
    ("Next steps", "next_steps"),
]


@pytest.fixture(autouse=True)
def the_week_before():
    with time_machine.travel(THE_WEEK_BEFORE, tick=False):
        yield


def held_evening(group, number, items=EVENING, *, hold=()):
    """A meeting four weeks before the next, over; ``hold`` are the titles that were left for another."""
    begins = SIX - timedelta(days=28) + timedelta(days=number)
    meeting = planned(group, number=number, starts_at=begins)
    for title, kind in items:
        services.add_agenda_item(meeting, title=title, kind=kind, minutes=10, by=None)
    services.open_meeting(meeting, by=None)
    for item in agenda_of(meeting):
        if item.title in hold:
            services.defer_item(item, by=None)
        else:
            services.show_item(meeting, item, by=None)
    return services.close_meeting(meeting, by=None)


def titles(meeting):
    return [item.title for item in agenda_of(meeting)]


FRAME = ["Who is your hero?", "News", "Next steps"]


def test_a_draft_has_what_was_held_and_the_frame_once_however_often_it_is_made():
    group = GroupFactory()
    held_evening(group, 1, hold=["A park for small children"])
    coming = planned(group, number=2, starts_at=SIX)
    services.draft_agenda(coming, by=None)
    assert titles(coming) == ["A park for small children", *FRAME]
    assert services.draft_agenda(coming, by=None) == []
    later = planned(group, number=3, starts_at=SIX + timedelta(days=28))
    services.draft_agenda(later, by=None)
    assert titles(later) == FRAME, "it has come back already"


def test_a_held_item_comes_back_until_somebody_drops_it():
    group = GroupFactory()
    held_evening(group, 1, hold=["A park for small children"])
    coming = planned(group, number=2, starts_at=SIX)
    services.draft_agenda(coming, by=None)
    back = coming.agenda.get(continues__isnull=False)
    with pytest.raises(Refused, match="with a reason"):
        services.remove_agenda_item(back, by=None)
    with pytest.raises(Refused, match="Drop it there"):
        services.drop_item(back.continues, reason="Old", by=None)
    services.drop_item(back, reason="The park is built", by=None)
    services.draft_agenda(coming, by=None)
    assert titles(coming) == FRAME


def test_what_is_held_arrives_where_a_draft_is_already():
    group = GroupFactory()
    first = planned(group, number=1, starts_at=THE_WEEK_BEFORE)
    services.add_agenda_item(first, title="Parks", kind="discussion", by=None)
    ready = planned(group, number=2, starts_at=SIX)
    services.draft_agenda(ready, by=None)
    wish = services.propose_item(first, title="Benches", by=member(group), channel="web")
    services.close_meeting(services.open_meeting(first, by=None), by=None)
    assert titles(ready)[-1] == "Parks"
    assert ready.agenda.get(continues=wish).state == "proposed", "nobody has said yes to it"


def test_an_item_of_every_meeting_that_was_not_reached_does_not_come_twice():
    group = GroupFactory()
    held_evening(group, 1, hold=["Next steps"])
    coming = planned(group, number=2, starts_at=SIX)
    services.draft_agenda(coming, by=None)
    assert sorted(titles(coming)) == sorted(FRAME)
    services.draft_agenda(coming, by=None)
    assert sorted(titles(coming)) == sorted(FRAME)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["hold", "not reached", "talk", "drop", "drop once held"]), max_size=5))
def test_whatever_becomes_of_a_held_item_it_is_on_one_draft_or_on_none(turns):
    group = GroupFactory()
    meeting = planned(group, number=1, starts_at=SIX)
    services.add_agenda_item(meeting, title="Parks", kind="discussion", by=None)
    for number, turn in enumerate(turns, start=2):
        parks = agenda_of(meeting).filter(title="Parks").first()
        if parks and turn == "drop":
            services.drop_item(parks, reason="Old", by=None)
        services.open_meeting(meeting, by=None)
        if parks and turn in ("hold", "drop once held"):
            services.defer_item(parks, by=None)
        if parks and turn == "talk":
            services.show_item(meeting, parks, by=None)
        services.close_meeting(meeting, by=None)
        if parks and turn == "drop once held":
            services.drop_item(AgendaItem.objects.get(pk=parks.pk), reason="Old", by=None)
        meeting = planned(group, number=number, starts_at=SIX + timedelta(days=28 * number))
        for _twice in range(2):
            services.draft_agenda(meeting, by=None)
        waits = parks is not None and turn in ("hold", "not reached")
        assert titles(meeting).count("Parks") == waits


def test_what_recurs_by_its_title_is_frame_and_a_record_gives_only_that():
    group = GroupFactory()
    for number, month in [(1, "2018-07-01"), (2, "2018-08-01")]:
        record = Meeting.objects.create(
            group=group, number=number, month=month, state="closed", source="https://example.org/1"
        )
        for place, title in enumerate(["Dinner together", f"Fact {number}"], start=1):
            AgendaItem.objects.create(meeting=record, position=place, title=title, kind="news", state="done")
        AgendaItem.objects.create(meeting=record, position=9, title="Parks", state="deferred")
    coming = planned(group, number=3, starts_at=SIX)
    services.draft_agenda(coming, by=None)
    assert titles(coming) == ["Dinner together"]


def test_late_steps_open_the_meeting_even_when_they_are_late_only_after_the_draft():
    group = GroupFactory()
    held = held_evening(group, 1)
    coming = planned(group, number=2, starts_at=SIX)
    services.draft_agenda(coming, by=None)
    assert titles(coming) == FRAME
    rosa = member(group, display_name="Rosa Diaz")
    step = {"group": group, "meeting": held, "due_on": SIX.date() - timedelta(days=1), "owner": rosa}
    ActionItem.objects.create(title="Call the library", **step)
    services.open_meeting(coming, by=None)
    assert titles(coming)[0] == "Next steps that are due"
    assert "Call the library (Rosa Diaz" in agenda_of(coming)[0].notes


def two_bodies():
    home = CommunityFactory()
    fab = GroupFactory(community=home, name="Family Board", code="FAB")
    pat = GroupFactory(community=home, name="Action Team", code="PAT", kind=Group.Kind.ACTION_TEAM)
    return fab, pat


def test_each_body_opens_with_the_news_of_the_other():
    fab, pat = two_bodies()
    held_evening(fab, 31)
    coming = planned(pat, number=5, starts_at=SIX)
    services.draft_agenda(coming, by=None)
    recap = agenda_of(coming)[0]
    assert (recap.kind, recap.title) == ("recap", "News from the Family Board")
    assert "Family Board, meeting 31" in recap.notes.splitlines()[0]
    assert "Talked about: Saturday hours" in recap.notes
    assert "hero" not in recap.notes
    elsewhere = planned(GroupFactory(kind=Group.Kind.ACTION_TEAM), number=5)
    services.draft_agenda(elsewhere, by=None)
    assert not elsewhere.agenda.filter(kind="recap").exists()


def test_nothing_that_is_not_for_guests_goes_into_another_bodys_recap():
    fab, pat = two_bodies()
    luis = staff(fab.community, "facilitator")
    member(fab)
    meeting = planned(fab, number=31, starts_at=SIX - timedelta(days=20))
    secret = services.add_agenda_item(meeting, title="Who leaves the board", closed_to_guests=True, by=None)
    open_item = services.add_agenda_item(meeting, title="Parks", kind="discussion", by=None)
    services.open_meeting(meeting, by=None)
    for item, title in [(secret, "A secret vote"), (open_item, "Benches")]:
        services.show_item(meeting, item, by=None)
        decision = drafted(fab, by=luis, meeting=meeting, title=title)
        close_decision(open_decision(decision, by=luis), by=luis)
    MeetingNote.objects.create(meeting=meeting, body="A members' note", members_only=True)
    due_on = meeting.roster_day
    ActionItem.objects.create(group=fab, meeting=meeting, title="A secret step", owner=luis, due_on=due_on)
    services.close_meeting(meeting, by=None)
    told = "\n".join(recap_of(with_turnout(Meeting.objects.filter(pk=meeting.pk)).get()))
    assert "Parks" in told
    assert "Benches" in told
    for word in ("leaves the board", "secret", "members' note"):
        assert word not in told
    Meeting.objects.filter(pk=meeting.pk).update(members_only=True)
    coming = planned(pat, number=5, starts_at=SIX)
    services.draft_agenda(coming, by=None)
    assert not coming.agenda.filter(kind="recap").exists()
