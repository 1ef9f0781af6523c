"""A meeting that is moved, or not held: who is told, and what their old answers and texts are worth."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from community.core.errors import BadInput, Refused
from community.live.panels import snapshot
from community.meetings import services
from community.meetings.models import Accommodation, Invitation, Meeting, Notice
from community.meetings.panels import audience
from community.messaging.services import receive_text
from community.models import Message, ReplyExpectation
from tests.factories.meetings import SIX, THE_WEEK_BEFORE, planned
from tests.factories.people import member, signed_in, staff

pytestmark = pytest.mark.django_db

WEEK, TWO_HOURS = datetime.timedelta(days=7), datetime.timedelta(hours=2)


@pytest.fixture(autouse=True)
def the_week_before():
    with time_machine.travel(THE_WEEK_BEFORE, tick=False):
        yield


@pytest.fixture
def asked():
    """A meeting, and somebody who said yes to it."""
    meeting = planned(starts_at=SIX, offers_childcare=True)
    rosa = member(meeting.group)
    services.invite(meeting, by=None)
    says(rosa, "1")
    return meeting, rosa


def says(person, body):
    sid = f"SM{Message.objects.count():032d}"
    return receive_text(community=person.community, phone=person.phone, body=body, sid=sid)


def texts_to(person):
    rows = Message.objects.filter(thread__phone=person.phone, direction="out").order_by("pk")
    return list(rows.values_list("body", flat=True))


def move(meeting, **given):
    return services.change_meeting(
        meeting, by=None, **{"starts_at": SIX + WEEK, "ends_at": SIX + WEEK + TWO_HOURS, **given}
    )


def link_in(body):
    return "/l/" + body.rsplit("/l/", 1)[1]


def test_those_invited_to_a_meeting_that_moves_are_asked_again(asked):
    meeting, rosa = asked
    Accommodation.objects.create(invitation=Invitation.objects.get(), kind="meal", wanted=True)
    assert move(meeting)
    invitation = Invitation.objects.get()
    assert (invitation.answer, invitation.answered_at) == ("", None)
    assert not Accommodation.objects.exists()
    body = texts_to(rosa)[-1]
    assert "Please answer again." in Client().get(link_in(body)).content.decode()
    assert (
        "the board meeting of Thu Nov 26 is now Thu Dec 3, 6 pm, 444 Thomas Boyland St. Can you come?" in body
    )
    meeting.refresh_from_db()
    assert (meeting.revision, meeting.held_on.day, meeting.month.month, meeting.number) == (1, 3, 12, 31)


def test_the_digits_of_the_old_text_do_not_answer_for_the_new_time(asked):
    meeting, rosa = asked
    move(meeting)
    says(rosa, "1")
    assert Invitation.objects.get().answer == ""
    new = ReplyExpectation.objects.get(handler="meetings.rsvp", closed_at=None)
    says(rosa, str(new.choices.get(value="no").number))
    assert Invitation.objects.get().answer == "no"


def test_a_change_that_nobody_was_told_of_asks_nobody(asked):
    meeting, rosa = asked
    before = texts_to(rosa)
    assert not move(meeting, starts_at=SIX, ends_at=SIX + TWO_HOURS, offers_meal=True, interim=True)
    meeting.refresh_from_db()
    assert (meeting.offers_meal, meeting.interim, meeting.revision) == (True, True, 0)
    assert not move(meeting, starts_at=SIX, ends_at=SIX + 2 * TWO_HOURS)
    meeting.refresh_from_db()
    assert meeting.revision == 1
    assert (texts_to(rosa), Invitation.objects.get().answer) == (before, "yes")


def test_notices_keep_their_distance_and_reminders_of_the_old_time_do_not_leave(asked):
    meeting, _rosa = asked
    day = datetime.timedelta(days=1)
    sent = Notice.objects.create(meeting=meeting, kind="remind", due_at=SIX - 2 * day)
    Notice.objects.create(meeting=meeting, kind="remind", due_at=SIX - day)
    services.send_due_notices(meeting, now=SIX - 2 * day)
    waiting = Message.objects.get(once_key__endswith=f"notice-{sent.pk}")
    assert waiting.state == "queued"
    move(meeting)
    waiting.refresh_from_db()
    assert waiting.state == "dropped"
    coming = meeting.notices.filter(sent_at=None).values_list("due_at", flat=True)
    assert list(coming) == [SIX + 5 * day, SIX + 6 * day]
    move(meeting, starts_at=SIX + 2 * WEEK, ends_at=SIX + 2 * WEEK + TWO_HOURS)
    assert list(coming.all()) == [SIX + 12 * day, SIX + 13 * day]


def test_those_invited_to_a_skipped_meeting_are_told_and_its_questions_close(asked):
    meeting, rosa = asked
    Notice.objects.create(meeting=meeting, kind="remind", due_at=SIX - TWO_HOURS)
    services.skip_meeting(meeting, why="Too much snow", by=None)
    assert "there will be no board meeting on Thu Nov 26. Why: " in texts_to(rosa)[-1]
    assert not ReplyExpectation.objects.filter(closed_at=None).exists()
    assert not meeting.notices.exists()
    page = Client().get(link_in(texts_to(rosa)[-1])).content.decode()
    assert "This meeting will not be held" in page
    assert "Too much snow" in page
    for refused in (services.invite, services.remind, services.open_meeting):
        with pytest.raises(Refused):
            refused(meeting, by=None)
    with pytest.raises(Refused, match="will not be held"):
        services.answer_invitation(Invitation.objects.get(), "yes", channel="web")
    with pytest.raises(Refused, match="already has a meeting 31"):
        planned(meeting.group, number=31)


def test_a_skipped_meeting_says_so_everywhere(asked):
    meeting, rosa = asked
    services.skip_meeting(meeting, why="Too much snow", by=None)
    coordinator = staff(meeting.group.community)
    for browser, address in (
        (signed_in(coordinator), reverse("meetings")),
        (signed_in(coordinator), reverse("meeting", args=[meeting.pk])),
        (signed_in(rosa), reverse("meeting", args=[meeting.pk])),
    ):
        assert "Too much snow" in browser.get(address).content.decode()
    board = Meeting.objects.get().board
    assert "Too much snow" in snapshot(board, audience(rosa, board.pk, ""))["panels"]["agenda"]


@pytest.mark.parametrize(
    ("why", "error"), [("  ", BadInput), ("Rosa's son has Early Intervention that day", BadInput)]
)
def test_a_reason_is_given_and_tells_of_nobody(asked, why, error):
    with pytest.raises(error):
        services.skip_meeting(asked[0], why=why, by=None)
    assert Meeting.objects.get().state == "planned"


def test_the_form_moves_a_meeting_and_a_wrong_time_is_said_on_the_page(asked):
    meeting, _rosa = asked
    browser = signed_in(staff(meeting.group.community))
    page = reverse("meeting_change", args=[meeting.pk])
    assert 'value="2026-11-26"' in browser.get(page).content.decode()
    form = {
        **{"day": "2026-12-03", "starts": "18:00", "ends": "17:00", "mode": "in_person"},
        **{"place": meeting.place, "offers_childcare": "on"},
    }
    wrong = browser.post(page, form)
    assert (wrong.status_code, "ends before it starts" in wrong.content.decode()) == (400, True)
    browser.post(page, {**form, "ends": "20:00"})
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.revision) == (SIX + WEEK, 1)


def event(raw):
    return next(iter(Calendar.from_ical(raw).walk("VEVENT")))


def test_the_calendar_file_follows_the_meeting_and_names_nobody(asked):
    meeting, rosa = asked
    rosa.language = "es"
    rosa.save()
    link = link_in(texts_to(rosa)[0]) + "calendar/"
    first = Client().get(link)
    assert first.headers["Content-Type"].startswith("text/calendar")
    found = event(first.content)
    assert (found["dtstart"].dt, found["dtstart"].params["TZID"]) == (SIX, "America/New_York")
    assert b"BEGIN:VTIMEZONE" in first.content
    assert rosa.first_name not in first.content.decode()
    move(meeting)
    moved = event(Client().get(link).content)
    assert (moved["uid"], moved["sequence"], moved["dtstart"].dt) == (found["uid"], 1, SIX + WEEK)
    services.skip_meeting(meeting, why="Too much snow", by=None)
    gone = event(signed_in(rosa).get(reverse("meeting_calendar", args=[meeting.pk])).content)
    assert (gone["uid"], gone["sequence"], gone["status"]) == (found["uid"], 2, "CANCELLED")
