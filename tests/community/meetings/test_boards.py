"""The live board of a meeting: what each audience sees, and what its buttons answer."""

import re

import pytest
from django.urls import reverse

from community.core import registry
from community.core.registry import Audience
from community.live.panels import snapshot
from community.meetings import services
from community.meetings.models import Attendance
from community.meetings.panels import audience, mine
from community.people.services import make_link
from tests.factories.meetings import evening, opened, planned
from tests.factories.people import PersonFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db

JSON = {"headers": {"accept": "application/json"}}


def panels(meeting, role, language="en"):
    return snapshot(meeting.board, Audience(role, language))["panels"]


def test_the_facilitator_taps_members_read_and_the_screen_counts():
    meeting, _facilitator, board = evening(5)
    services.check_in(meeting, board[0], channel="phone")
    facilitators = panels(meeting, "facilitator")["here"]
    assert "<strong>1 of 5</strong>" in facilitators
    assert facilitators.count('formaction="do/tap/"') == 4
    assert meeting.door_code in facilitators
    members = panels(meeting, "member")["here"]
    assert "Rosa 00" in members
    assert "Rosa 01" not in members
    assert "<button" not in members
    assert meeting.door_code not in members
    screen = panels(meeting, "projector")
    assert meeting.door_code in screen["here"]
    assert "Rosa" not in screen["here"]
    assert screen["actions"] == screen["end"] == ""
    assert all("<button" not in html for html in screen.values())


def test_a_panel_holds_no_token_and_no_absolute_button():
    meeting, facilitator, board = evening(3)
    services.add_agenda_item(meeting, title="Welcome", by=facilitator)
    services.add_agenda_item(meeting, title="Library", by=facilitator)
    services.add_action_item(meeting, title="Call", due_on=meeting.held_on, owner=board[0], by=facilitator)
    for html in panels(meeting, "facilitator").values():
        assert "csrf" not in html
        for address in re.findall(r'formaction="([^"]*)"', html):
            assert re.fullmatch(r"do/[a-z_]+/", address)
            assert registry.board_actions.get(address.split("/")[1]) is not None


def test_the_agenda_shows_what_is_talked_about_now():
    meeting, facilitator, _board = evening()
    for title in ("Welcome", "Library <b>", "Parks"):
        services.add_agenda_item(meeting, title=title, by=facilitator)
    first = services.next_item(meeting, seen=None, by=facilitator)
    services.next_item(meeting, seen=first.pk, by=facilitator)
    html = panels(meeting, "member")["agenda"]
    [current] = re.findall(r'aria-current="step">\s*<p><span>([^<]*)</span>', html)
    assert current == "Library &lt;b&gt;"
    screen = panels(meeting, "projector")["agenda"]
    assert '<p class="current">Library &lt;b&gt;</p>' in screen
    assert "Parks" in screen
    assert 'data-epoch="open"' in html


def test_audiences():
    meeting, facilitator, [rosa, *_others] = evening()
    stranger = PersonFactory(community=meeting.group.community)
    elsewhere = staff(planned().group.community)
    ambassador = staff(meeting.group.community, "ambassador")
    rosa.language = "ht"
    board_id = meeting.board_id
    assert audience(rosa, board_id, "") == Audience("member", "ht")
    assert audience(rosa, board_id, "facilitator") is None
    assert audience(rosa, board_id, "projector") is None
    assert audience(rosa, board_id, "nonsense") == Audience("member", "ht")
    assert audience(facilitator, board_id, "facilitator") == Audience("facilitator", "en")
    assert audience(facilitator, board_id, "projector") == Audience("projector", "en")
    assert audience(ambassador, board_id, "") == Audience("colleague", "en")
    assert audience(ambassador, board_id, "facilitator") is None
    for nobody in (None, stranger, elsewhere):
        assert audience(nobody, board_id, "") is None
    assert audience(rosa, board_id + 1, "") is None


def test_a_seat_that_ends_ends_the_right_to_watch():
    meeting, _facilitator, [rosa, *_others] = evening()
    rosa.memberships.update(until="2026-11-25")
    assert audience(rosa, meeting.board_id, "") is None


def test_the_personal_panel_follows_ones_own_evening():
    meeting = planned()
    rosa = member(meeting.group)
    assert "has not opened yet" in mine(rosa, meeting.board_id)
    services.open_meeting(meeting, by=None)
    assert 'formaction="do/check_in/"' in mine(rosa, meeting.board_id)
    services.check_in(meeting, rosa, channel="phone")
    assert "You are checked in" in mine(rosa, meeting.board_id)


def test_a_press_is_answered_in_json_for_a_script_and_by_a_page_without_one():
    meeting, _facilitator, [rosa, *_others] = evening()
    client = signed_in(rosa)
    url = reverse("meeting_board_do", args=[meeting.pk, "check_in"])
    answer = client.post(url, **JSON)
    assert answer.json()["said"] == "Welcome. You are checked in."
    assert "You are checked in" in answer.json()["mine"]
    again = client.post(url, follow=True)
    assert again.redirect_chain == [(reverse("meeting_board", args=[meeting.pk]), 302)]
    assert "You are already checked in." in again.content.decode()
    assert Attendance.objects.count() == 1


def test_a_refusal_is_said_in_json_too():
    meeting = planned()
    rosa = member(meeting.group)
    answer = signed_in(rosa).post(reverse("meeting_board_do", args=[meeting.pk, "check_in"]), **JSON)
    assert answer.status_code == 409
    assert "not opened yet" in answer.json()["error"]


def test_an_unknown_button_is_a_404():
    meeting, _facilitator, [rosa, *_others] = evening()
    assert signed_in(rosa).post(reverse("meeting_board_do", args=[meeting.pk, "dance"])).status_code == 404


def test_the_facilitator_drives_the_evening_from_the_console():
    meeting = planned()
    rosa = member(meeting.group, display_name="Rosa Diaz")
    for title in ("Welcome", "Library", "Parks"):
        services.add_agenda_item(meeting, title=title, by=None)
    items = list(meeting.agenda.all())
    client = signed_in(staff(meeting.group.community, "facilitator"))

    def press(action, **fields):
        return client.post(reverse("meeting_console_do", args=[meeting.pk, action]), fields, **JSON).json()[
            "said"
        ]

    assert press("open_meeting") == "The meeting is open. People can check in now."
    assert press("next_item", seen="") == "Now: Welcome"
    assert press("tap", person=rosa.pk) == "Rosa Diaz is checked in."
    assert press("tap", person=rosa.pk) == "Rosa Diaz is already checked in."
    assert press("untap", person=rosa.pk) == "Rosa Diaz is not checked in any more."
    assert press("tap", person=rosa.pk) == "Rosa Diaz is checked in."
    assert press("show_item", item=items[2].pk) == "Now: Parks"
    assert press("defer_item", item=items[2].pk) == "Left for another meeting: Parks"
    said = press("add_action", title="Call", owner=f"person-{rosa.pk}", due_on="2099-12-01")
    assert said == "Written down: Call"
    item = meeting.action_items.get()
    assert press("finish_action", action_item=item.pk) == "Done: Call"
    assert press("close_meeting", sure="yes") == "The meeting is closed. 2 items wait for another meeting."
    attendance = Attendance.objects.get()
    assert (attendance.channel, attendance.recorded_by.display_name[:4]) == ("facilitator", "Rosa")
    assert client.get(reverse("meeting_console", args=[meeting.pk])).status_code == 200


@pytest.mark.parametrize("sent", ["x", "²", "-1", "9" * 5000])
def test_a_button_that_sends_no_key_is_a_late_tap_and_no_fault(sent):
    meeting, facilitator, _board = evening()
    services.add_agenda_item(meeting, title="Welcome", by=facilitator)
    services.next_item(meeting, seen=None, by=facilitator)
    client = signed_in(facilitator)
    url = reverse("meeting_console_do", args=[meeting.pk, "tap"])
    assert client.post(url, {"person": sent}, **JSON).status_code == 400
    url = reverse("meeting_console_do", args=[meeting.pk, "next_item"])
    assert client.post(url, {"seen": sent}, **JSON).json()["said"] == "Now: Welcome"


def test_a_step_may_wait_for_its_owner_until_the_meeting_closes():
    meeting, facilitator, board = evening()
    client = signed_in(facilitator)

    def press(action, **fields):
        return client.post(reverse("meeting_console_do", args=[meeting.pk, action]), fields, **JSON)

    assert press("add_action", title="Call").status_code == 200
    [step] = meeting.action_items.all()
    assert f'href="?step={step.pk}#change"' in panels(meeting, "facilitator")["end"]
    refused = press("close_meeting", sure="yes")
    assert (refused.status_code, "“Call”" in refused.json()["error"]) == (409, True)
    completed = {"action_item": step.pk, "owner": f"person-{board[0].pk}", "due_on": "2099-12-01"}
    assert press("complete_action", **completed).status_code == 200
    assert press("close_meeting").status_code == 409, "closing asks once more"
    assert press("close_meeting", sure="yes").status_code == 200


def test_somebody_of_another_community_cannot_be_tapped():
    meeting, facilitator, _board = evening()
    _other, _facilitator, [foreign, *_others] = evening()
    url = reverse("meeting_console_do", args=[meeting.pk, "tap"])
    assert signed_in(facilitator).post(url, {"person": foreign.pk}).status_code == 400
    assert not Attendance.objects.exists()


class TestTheLink:
    """/l/<token>/ of purpose "meeting"."""

    def link(self, client, person, meeting):
        url = make_link(person, purpose="meeting", subject_id=meeting.pk, expires_at=meeting.ends_at)
        return url[url.index("/l/") :]

    def test_asks_before_the_evening(self, client):
        meeting = planned(offers_childcare=True)
        rosa = member(meeting.group)
        [invitation] = services.invite(meeting, by=None)
        url = self.link(client, rosa, meeting)
        html = client.get(url).content.decode()
        assert "Can you come?" in html
        invitation.refresh_from_db()
        assert invitation.answer == "", "looking answers nothing"
        answer = client.post(f"{url}do/answer/", {"answer": "yes"}, follow=True)
        assert answer.redirect_chain == [(url, 302)]
        assert "Need child care?" in answer.content.decode()
        client.post(f"{url}do/answer/", {"needs": "1", "childcare": "no"})
        invitation.refresh_from_db()
        assert (invitation.answer, invitation.channel) == ("yes", "web")
        assert invitation.accommodations.get().wanted is False

    def test_is_the_board_during_it(self, client):
        meeting, _facilitator, [rosa, *_others] = evening()
        url = self.link(client, rosa, meeting)
        html = client.get(url).content.decode()
        token = url.split("/")[2]
        assert f'data-socket="/ws/l/{token}/"' in html
        assert f'data-board="{meeting.board_id}"' in html
        assert client.post(f"{url}do/check_in/", **JSON).json()["said"] == "Welcome. You are checked in."
        assert "You are checked in" in client.get(f"{url}mine/").json()["mine"]
        assert "agenda" in client.get(f"{url}snapshot/").json()["panels"]
        assert client.get(f"{url}elsewhere/").status_code == 404

    def test_says_afterwards_that_it_is_over(self, client):
        meeting, facilitator, [rosa, *_others] = evening()
        services.check_in(meeting, rosa, channel="phone")
        services.close_meeting(meeting, by=facilitator)
        url = self.link(client, rosa, meeting)
        html = client.get(url).content.decode()
        assert "This meeting is over" in html
        assert "You were there" in html
        late = client.post(f"{url}do/answer/", {"answer": "yes"})
        assert late.status_code == 403
        assert client.post(f"{url}do/check_in/", **JSON).json()["said"] == "You are already checked in."

    def test_gives_no_power_beyond_a_member(self, client):
        meeting, facilitator, _board = evening()
        url = self.link(client, facilitator, meeting)
        assert client.get(url).status_code == 403
        assert client.post(f"{url}do/close_meeting/").status_code == 403
        meeting.refresh_from_db()
        assert meeting.state == "open"

    def test_of_another_community_opens_nothing(self, client):
        rosa = member(opened().group)
        assert client.get(self.link(client, rosa, opened())).status_code == 404
