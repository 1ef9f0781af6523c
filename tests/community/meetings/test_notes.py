"""Notes and the parking lot: who reads and who changes them."""

import pytest
from django.urls import reverse

from community.core.registry import Audience
from community.live.panels import snapshot
from community.meetings import services
from community.meetings.models import AgendaItem, MeetingNote
from tests.factories.meetings import evening, in_a_week, planned
from tests.factories.people import PersonFactory, signed_in, staff

pytestmark = pytest.mark.django_db
SECRET = "What the members think"
JSON = {"headers": {"accept": "application/json"}}
ROLES = ["facilitator", "projector", "member", "colleague", "guest"]


def written(meeting, **note):
    return MeetingNote.objects.create(meeting=meeting, **{"body": SECRET, "members_only": True, **note})


@pytest.mark.parametrize("role", ROLES)
def test_only_the_members_are_given_what_is_for_members(role):
    meeting, _facilitator, [rosa] = evening(1)
    written(meeting, author=rosa)
    panels = snapshot(meeting.board, Audience(role, "en"))["panels"]
    assert (SECRET in "".join(panels.values())) == (role == "member")


@pytest.mark.parametrize("role", ROLES)
def test_guests_read_what_is_about_an_open_item(role):
    meeting, facilitator, _board = evening(1)
    open_item = services.add_agenda_item(meeting, title="Parks", by=facilitator)
    closed_item = services.add_agenda_item(meeting, title="Money", by=facilitator)
    closed_item.closed_to_guests = True
    closed_item.save()
    for item, body in ((open_item, "trees"), (closed_item, "leases"), (None, "cake")):
        written(meeting, item=item, body=body, members_only=False)
    written(meeting, kind="parked", body="buses", members_only=False)
    html = "".join(snapshot(meeting.board, Audience(role, "en"))["panels"].values())
    seen = {word for word in ("trees", "leases", "cake", "buses", "Money") if word in html}
    everything = {"trees", "leases", "cake", "buses", "Money"}
    assert seen == {"projector": set(), "guest": {"trees"}}.get(role, everything)


@pytest.mark.parametrize("page", ["meeting_board_do", "meeting_console_do"])
@pytest.mark.parametrize("who", ["facilitator", "coordinator", "ambassador", "stranger"])
@pytest.mark.parametrize("action", ["change_note", "remove_note", "settle_parked", "carry_parked"])
def test_whoever_has_no_seat_finds_no_note_of_the_members(page, who, action):
    meeting, _facilitator, [rosa] = evening(1)
    note = written(meeting, author=rosa)
    here = meeting.group.community
    person = PersonFactory(community=here) if who == "stranger" else staff(here, who)
    url = reverse(page, args=[meeting.pk, action])
    answer = signed_in(person).post(url, {"note": note.pk, "body": "Gone"}, **JSON)
    assert answer.status_code in (400, 403)
    assert SECRET not in answer.content.decode()
    note.refresh_from_db()
    assert note.body == SECRET


@pytest.mark.parametrize(
    "page", ["meeting_board", "meeting_console", "meeting_projector", "meeting", "next_steps", "home"]
)
def test_no_page_of_the_staff_holds_it(page):
    meeting, facilitator, [rosa] = evening(1)
    note = written(meeting, author=rosa)
    url = reverse(page, args=[] if page in ("next_steps", "home") else [meeting.pk])
    for address in (url, f"{url}?note={note.pk}"):
        assert SECRET not in signed_in(facilitator).get(address).content.decode()
    assert (
        signed_in(facilitator)
        .get(f"{reverse('meeting_console', args=[meeting.pk])}?note={note.pk}")
        .status_code
        == 404
    )


def test_a_member_writes_changes_and_removes_it_on_their_own_board():
    meeting, _facilitator, [rosa, ana] = evening(2)
    board = reverse("meeting_board", args=[meeting.pk])

    def press(person, action, **fields):
        return signed_in(person).post(f"{board}do/{action}/", fields, **JSON)

    for _twice in range(2):
        said = press(rosa, "write_note", body=SECRET, readers="members", about="now")
        assert said.json()["said"] == "Noted, for members only."
    [note] = MeetingNote.objects.all()
    assert (note.members_only, note.author) == (True, rosa)
    assert SECRET in signed_in(ana).get(f"{board}?note={note.pk}").content.decode()
    press(ana, "change_note", note=note.pk, body="Better words")
    note.refresh_from_db()
    assert note.body == "Better words"
    assert press(rosa, "remove_note", note=note.pk).status_code == 200
    assert not MeetingNote.objects.exists()


def test_who_drives_cannot_write_for_members_only():
    meeting, facilitator, _board = evening(1)
    url = reverse("meeting_console_do", args=[meeting.pk, "write_note"])
    signed_in(facilitator).post(url, {"body": "Chairs", "readers": "members"}, **JSON)
    assert not MeetingNote.objects.get().members_only


@pytest.mark.parametrize("follows", [True, False])
def test_what_is_parked_comes_onto_the_next_agenda(follows):
    meeting, facilitator, [rosa] = evening(1)
    later = (
        planned(meeting.group, number=40, starts_at=in_a_week().replace(year=2099)) if follows else meeting
    )
    note = services.write_note(meeting, body="Bus stop", kind="parked", by=rosa)
    item = services.carry_parked(note, by=facilitator)
    assert (item.meeting, item.title, item.proposed_by) == (later, "Bus stop", rosa)
    assert item.state == (AgendaItem.State.PROPOSED if follows else AgendaItem.State.DEFERRED)
    note.refresh_from_db()
    assert note.settled_at is not None
