"""The page of a message under way, its buttons and its socket."""

import html

import pytest
from django.conf import settings

from community.broadcasts import services
from community.broadcasts.actions import ACTIONS
from community.live.entry import enter_by_session
from community.models import Message
from tests.community.broadcasts.conftest import look, words_of
from tests.factories.broadcasts import drafted, neighborhood
from tests.factories.people import signed_in, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("role", ["ambassador", "finance"])
def test_others_of_the_staff_press_nothing(house, action, role):
    luis, _ana, _group = house
    broadcast = drafted(luis)
    other = signed_in(staff(luis.community, role))
    assert other.post(f"/broadcasts/{broadcast.pk}/do/{action}/").status_code == 403
    assert other.get(f"/broadcasts/{broadcast.pk}/").status_code == 403


def test_a_press_that_comes_too_late_says_why(house):
    luis, _ana, _group = house
    broadcast = drafted(luis)
    page = signed_in(luis).post(f"/broadcasts/{broadcast.pk}/do/pause/", follow=True)
    assert page.redirect_chain == [(f"/broadcasts/{broadcast.pk}/", 302)]
    assert "That can't be done now: it is already “being written”." in html.unescape(page.text)
    script = signed_in(luis).post(
        f"/broadcasts/{broadcast.pk}/do/pause/", headers={"Accept": "application/json"}
    )
    assert "being written" in script.json()["error"]
    assert signed_in(luis).post(f"/broadcasts/{broadcast.pk}/do/dance/").status_code == 404


def test_a_message_under_way_is_not_edited(house):
    luis, _ana, _group = house
    broadcast = services.send_broadcast(drafted(luis), by=luis)
    assert signed_in(luis).get(f"/broadcasts/{broadcast.pk}/edit/").status_code == 302


def test_the_buttons_are_those_of_the_state(house):
    luis, _ana, _group = house
    broadcast = services.send_broadcast(drafted(luis), by=luis)
    browser = signed_in(luis)
    assert "do/pause/" in browser.get(f"/broadcasts/{broadcast.pk}/").text
    said = browser.post(f"/broadcasts/{broadcast.pk}/do/pause/", headers={"Accept": "application/json"})
    assert said.json()["said"].startswith("It is paused.")
    page = browser.get(f"/broadcasts/{broadcast.pk}/").text
    assert "do/resume/" in page
    assert "do/pause/" not in page
    browser.post(f"/broadcasts/{broadcast.pk}/do/cancel/")
    page = browser.get(f"/broadcasts/{broadcast.pk}/")
    assert "formaction" not in page.text
    assert "4: canceled before it was sent" in words_of(page)


def test_at_night_the_page_says_when_it_goes_on(house, noon):
    luis, _ana, _group = house
    noon.move_to("2026-11-25T04:00:00Z")
    broadcast = services.send_broadcast(drafted(luis), by=luis)
    assert "It goes on Wed Nov 25, 8 am" in look(luis, broadcast)


def test_the_socket_opens_to_those_who_may_send(house):
    luis, ana, _group = house
    broadcast = services.send_broadcast(drafted(luis), by=luis)
    stranger, _ana, _board = neighborhood(0)

    def enters(person, **how):
        cookies = {
            settings.SESSION_COOKIE_NAME: signed_in(person, **how).cookies[settings.SESSION_COOKIE_NAME]
        }
        cookies = {name: morsel.value for name, morsel in cookies.items()}
        return enter_by_session(broadcast.board_id, claimed="", cookies=cookies) is not None

    assert [enters(luis), enters(ana)] == [True, True]
    assert not any(enters(who) for who in (staff(luis.community, "finance"), stranger))
    assert not enters(ana, second_factor=False)


def test_a_second_press_of_send_sends_nothing_more_and_shows_how_far_it_is(house, run_jobs):
    luis, _ana, _group = house
    broadcast = drafted(luis)
    browser = signed_in(luis)
    for _press in range(2):
        page = browser.post(f"/broadcasts/{broadcast.pk}/do/send/", follow=True)
        assert page.status_code == 200
    assert "How far it is" in page.text
    run_jobs()
    assert Message.objects.count() == 4
