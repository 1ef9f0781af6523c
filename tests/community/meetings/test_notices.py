"""What leaves by itself: once, whatever dies in between, and never after the meeting began."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from community.core import jobs
from community.core.errors import BadInput, Refused
from community.meetings import services
from community.meetings.jobs import send_notices
from community.meetings.models import Invitation, Notice
from community.messaging.services import receive_text
from community.models import Message
from tests.factories.meetings import SIX, THE_WEEK_BEFORE, planned
from tests.factories.people import member, signed_in, staff

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def clock():
    with time_machine.travel(THE_WEEK_BEFORE, tick=False) as traveller:
        yield traveller


def noticed(**due):
    """A meeting with an invitation and a reminder at these hours before it."""
    meeting = planned(
        starts_at=SIX, **{key: due.pop(key) for key in list(due) if key not in ("invite", "remind")}
    )
    for kind, hours in due.items():
        for before in [hours] if isinstance(hours, int) else hours:
            Notice.objects.create(meeting=meeting, kind=kind, due_at=SIX - before * HOUR)
    return meeting


def tick(traveller, moment):
    traveller.move_to(moment)
    send_notices()
    for key in services.due_meetings(moment):
        jobs.enqueue("community.meetings.jobs.send_notices_of", key)
    while jobs.run_waiting():
        pass


def bodies():
    return list(Message.objects.filter(direction="out").order_by("pk").values_list("body", flat=True))


def test_invitations_leave_at_their_hour_and_once(clock):
    meeting = noticed(invite=48)
    member(meeting.group)
    tick(clock, SIX - 49 * HOUR)
    assert bodies() == []
    tick(clock, SIX - 48 * HOUR)
    tick(clock, SIX - 47 * HOUR)
    assert len(bodies()) == 1
    assert meeting.notices.get().sent_at == SIX - 48 * HOUR


def test_a_reminder_asks_those_who_are_silent_and_tells_those_who_come(clock):
    meeting = noticed(remind=24)
    silent, comes, stays = (member(meeting.group) for _each in range(3))
    services.invite(meeting, by=None)
    for person, answer in ((comes, "yes"), (stays, "no")):
        services.answer_invitation(Invitation.objects.get(person=person), answer, channel="web")
    asked = len(bodies())
    tick(clock, SIX - 23 * HOUR)
    said = {
        person: Message.objects.filter(thread__phone=person.phone, pk__gt=0).order_by("-pk")[0].body
        for person in (silent, comes)
    }
    assert "can you come to the board meeting Thu Nov 26, 6 pm, 444 Thomas Boyland St?" in said[silent]
    assert "see you at the board meeting Thu Nov 26, 6 pm, 444 Thomas Boyland St." in said[comes]
    assert all("/l/" in body for body in said.values())
    assert len(bodies()) == asked + 2


def test_after_an_outage_one_text_is_enough(clock):
    meeting = noticed(invite=72, remind=[48, 24])
    member(meeting.group)
    tick(clock, SIX - HOUR)
    assert len(bodies()) == 1
    assert not meeting.notices.filter(sent_at=None).exists()


def test_nothing_leaves_once_the_meeting_began(clock):
    meeting = noticed(invite=72)
    member(meeting.group)
    tick(clock, SIX)
    assert bodies() == []
    services.send_due_notices(meeting, now=SIX)
    assert bodies() == []


def test_a_reminder_held_by_the_night_is_of_no_use_after_the_start(clock):
    meeting = noticed(invite=72)
    member(meeting.group)
    tick(clock, SIX - 72 * HOUR)
    assert Message.objects.get(direction="out").useful_until == SIX


def test_a_crash_between_texts_and_mark_leaves_neither(clock, monkeypatch):
    meeting = noticed(invite=72)
    member(meeting.group)
    clock.move_to(SIX - 70 * HOUR)
    written = Notice.objects.all().__class__.update

    def dies(rows, **values):
        if "sent_at" in values:
            raise RuntimeError
        return written(rows, **values)

    with monkeypatch.context() as broken:
        broken.setattr(Notice.objects.all().__class__, "update", dies)
        with pytest.raises(RuntimeError):
            services.send_due_notices(meeting, now=SIX - 70 * HOUR)
    assert (bodies(), Invitation.objects.count()) == ([], 0)
    assert services.send_due_notices(meeting, now=SIX - 70 * HOUR) == 1
    assert services.send_due_notices(meeting, now=SIX - 69 * HOUR) == 0
    assert len(bodies()) == 1


def test_invitations_wait_for_a_roster_and_for_an_address(clock):
    meeting = noticed(invite=72, place="")
    assert services.send_due_notices(meeting, now=SIX - 70 * HOUR) == 0
    member(meeting.group)
    assert services.send_due_notices(meeting, now=SIX - 70 * HOUR) == 0
    with pytest.raises(Refused, match="address"):
        services.invite(meeting, by=None)
    services.change_meeting(meeting, by=None, place="444 Thomas Boyland St")
    assert services.send_due_notices(meeting, now=SIX - 70 * HOUR) == 1


@pytest.mark.parametrize(
    ("mode", "place", "said"),
    [("remote", "", ", 6 pm, by video."), ("hybrid", "The hall", ", 6 pm, The hall or by video.")],
)
def test_an_invitation_by_video_says_so(clock, mode, place, said):
    meeting = planned(starts_at=SIX, mode=mode, place=place, link="https://video.example.org/room")
    rosa = member(meeting.group)
    services.invite(meeting, by=None)
    receive_text(community=rosa.community, phone=rosa.phone, body="1", sid="SM" + "1" * 32)
    assert said in bodies()[0]
    token = bodies()[0].rsplit("/l/", 1)[1].strip("/")
    page = signed_in(rosa).get(f"/l/{token}/").content.decode()
    assert "https://video.example.org/room" in page


def test_the_coordinator_adds_moves_and_removes(clock):
    meeting = planned(starts_at=SIX)
    browser = signed_in(staff(meeting.group.community))

    def press(action, **post):
        return browser.post(reverse("meeting_plan", args=[meeting.pk, action]), post, follow=True)

    press("add_notice", kind="remind", day="2026-11-25", hour="18:00")
    notice = meeting.notices.get()
    assert notice.due_at == SIX - 24 * HOUR
    page = press("move_notice", notice=notice.pk, day="2026-11-25", hour="12:00").content.decode()
    assert "Reminder: Wed Nov 25, 12 pm" in page
    press("remove_notice", notice=notice.pk)
    assert not meeting.notices.exists()
    assert press("add_notice", kind="remind", day="2026-11-27", hour="12:00").status_code == 400


def test_what_has_left_stays(clock):
    meeting = noticed(invite=72)
    notice = meeting.notices.get()
    Notice.objects.update(sent_at=THE_WEEK_BEFORE)
    with pytest.raises(Refused, match="left already"):
        services.remove_notice(notice, by=None)
    with pytest.raises(BadInput, match="has passed"):
        services.move_notice(notice, due_at=THE_WEEK_BEFORE, by=None)
