"""Minutes are drafted, written, translated, approved and published, and never changed behind anybody."""

import datetime

import pytest
from django.db import connection

from community.core.errors import BadInput, Refused
from community.core.owned import Unchangeable
from community.meetings import services as meetings
from community.minutes import services
from community.minutes.models import MinutesVersion
from community.minutes.selectors import changes, is_behind, latest, standing_texts
from community.models import Meeting, MeetingNote, Organisation
from tests.factories.meetings import evening, in_a_week, opened, planned
from tests.factories.minutes import approved, begun
from tests.factories.people import member, staff

pytestmark = pytest.mark.django_db


def test_a_draft_tells_the_evening_without_a_name():
    meeting, luis, [rosa, ana, _eva] = evening(3, objectives=["Choose the hours"])
    library = Organisation.objects.create(community=meeting.group.community, name="The library")
    item = meetings.add_agenda_item(meeting, title="Saturday *hours*", by=luis)
    later = meetings.add_agenda_item(meeting, title="The garden", by=luis)
    closed = meetings.add_agenda_item(meeting, title="Stipends of candidates", by=luis)
    closed.closed_to_guests = True
    closed.save()
    for person in (rosa, ana):
        meetings.check_in(meeting, person, channel="phone")
    meetings.show_item(meeting, item, by=luis)
    note = {"meeting": meeting, "item": item}
    MeetingNote.objects.create(**note, body="Families want mornings.")
    MeetingNote.objects.create(**note, body="Only among us.", members_only=True)
    MeetingNote.objects.create(meeting=meeting, item=closed, body="Closed words.")
    MeetingNote.objects.create(meeting=meeting, body="A bus line", kind="parked")
    day = meeting.roster_day + datetime.timedelta(days=20)
    meetings.add_action_item(meeting, title="call the school", owner=rosa, due_on=day, by=luis)
    meetings.add_action_item(meeting, title="open early", owner_organisation=library, due_on=day, by=luis)
    meetings.close_meeting(Meeting.objects.get(pk=meeting.pk), by=luis)
    body = latest(services.begin_minutes(meeting, by=luis))["en"].body
    for said in ("2 of 3", "Choose the hours", r"Saturday \*hours\*", "Families want mornings.", later.title):
        assert said in body
    for said in (
        "Call the school, a person of",
        "Open early, The library, by",
        "A bus line",
        "Held for another",
    ):
        assert said in body
    assert "1 item was for the group alone" in body
    for never in ("Only among us", "Closed words", "Stipends of candidates", rosa.display_name, "Luis"):
        assert never not in body


def test_a_meeting_that_is_not_over_has_none_and_a_second_draft_changes_nothing():
    with pytest.raises(Refused, match="closed"):
        services.begin_minutes(planned(), by=None)
    minutes = begun()
    services.write_version(minutes, language="en", body="Edited.", after=1, by=None)
    assert services.begin_minutes(minutes.meeting, by=None) == minutes
    assert latest(minutes)["en"].body == "Edited."


def test_two_writers_never_overwrite_each_other():
    minutes = begun()
    services.write_version(minutes, language="en", body="Hers.", after=1, by=None)
    with pytest.raises(Refused, match="meanwhile"):
        services.write_version(minutes, language="en", body="His.", after=1, by=None)
    services.write_version(minutes, language="en", body="Hers.", after=2, by=None)
    assert [version.number for version in minutes.versions.order_by("number")] == [1, 2]


def test_versions_are_only_ever_added():
    minutes = begun()
    version = minutes.versions.get()
    with pytest.raises(Unchangeable):
        version.save()
    with pytest.raises(Exception, match="only ever added"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {MinutesVersion._meta.db_table} SET body = 'x'")  # noqa: S608  our own table


def test_the_group_approves_at_a_later_meeting_what_was_read():
    minutes = begun()
    with pytest.raises(Refused, match="later meeting"):
        services.approve_minutes(minutes, seen=1, by=None)
    later = in_a_week() + datetime.timedelta(days=28)
    following = planned(minutes.meeting.group, number=40, starts_at=later)
    with pytest.raises(Refused, match="later meeting"):
        services.approve_minutes(minutes, seen=1, by=None)
    meetings.open_meeting(following, by=None)
    services.write_version(minutes, language="en", body="Newer.", after=1, by=None)
    with pytest.raises(Refused, match="newer version"):
        services.approve_minutes(minutes, seen=1, by=None)
    services.approve_minutes(minutes, seen=2, by=None)
    minutes.refresh_from_db()
    assert (minutes.state, minutes.approved_at, minutes.approved_number) == ("approved", following, 2)


def test_a_correction_says_why_and_shows_what_it_changed():
    minutes = approved()
    with pytest.raises(BadInput, match="what you correct"):
        services.write_version(minutes, language="en", body="18 came.", after=1, by=None)
    services.write_version(minutes, language="en", body="18 came.", after=1, by=None, why="Miscounted")
    services.write_version(minutes, language="en", body="19 came.", after=2, by=None, why="Again")
    newest, _older = changes(minutes, "en", since=1)
    assert [tuple(piece) for piece in newest.pieces] == [
        ("gone", "18 "),
        ("new", "19 "),
        ("same", "came."),
    ]


def test_a_translation_counts_when_somebody_else_has_read_it():
    minutes = begun(by=None)
    community = minutes.meeting.group.community
    writer, reader = staff(community, "coordinator"), staff(community, "facilitator")
    version = services.write_version(minutes, language="es", body="Hola.", after=0, by=writer)
    assert set(standing_texts(minutes)) == {"en"}
    with pytest.raises(Refused, match="Somebody else"):
        services.review_translation(version, by=writer)
    services.review_translation(version, by=reader)
    services.review_translation(version, by=reader)
    assert set(standing_texts(minutes)) == {"en", "es"}
    services.write_version(minutes, language="en", body="Newer.", after=1, by=writer)
    texts = standing_texts(minutes)
    assert is_behind(texts["es"], texts["en"])
    services.write_version(minutes, language="es", body="Nuevo.", after=1, by=writer)
    assert standing_texts(minutes)["es"].body == "Hola."


def test_a_childs_whole_name_is_never_published():
    from tests.factories.people import provider
    from tests.factories.referrals import refer

    minutes = approved()
    refer(provider(minutes.meeting.group.community), child_name="Mia Flores", parent_name="Ana Flores")
    services.write_version(
        minutes, language="en", body="We spoke of Mia Flores.", after=1, by=None, why="Added"
    )
    with pytest.raises(BadInput, match="child"):
        services.publish_minutes(minutes, by=None)
    services.write_version(minutes, language="en", body="We spoke of a child.", after=2, by=None, why="Name")
    services.publish_minutes(minutes, by=None)
    with pytest.raises(BadInput, match="child"):
        services.write_version(minutes, language="en", body="Mia Flores", after=3, by=None, why="Back")


def test_the_next_agenda_begins_with_their_approval():
    from community.minutes.home import openings

    minutes = begun()
    member(minutes.meeting.group)
    later = in_a_week() + datetime.timedelta(days=28)
    following = planned(minutes.meeting.group, number=40, starts_at=later)
    assert [opening.title for opening in openings(following)] == ["Approve the minutes of meeting 31"]
    opened(number=41)
    assert list(openings(minutes.meeting)) == []
