"""What the script of a live board does with quick hands and with a network that fails."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


@pytest.fixture
def facilitator(house, visit):
    """The facilitator's laptop before the console; the meeting is open."""
    page = visit(1280, as_person=house.role("facilitator")["name"])
    page.goto(house.path("meeting_console"))
    opening = page.get_by_role("button", name="Open the meeting")
    if opening.count():
        opening.click()
    expect(page.locator("[data-panel=here] .taps button").first).to_be_visible()
    return page


def here(page):
    return page.locator("[data-panel=here] p").first


def count(page):
    return int(re.match(r"\d+", here(page).inner_text())[0])


def test_every_tap_counts_however_quick(facilitator):
    before = count(facilitator)
    facilitator.evaluate(
        """() => [...document.querySelectorAll(".taps button[formaction*='do/tap/']")]
            .slice(0, 4).forEach((button) => button.click())"""
    )
    expect(here(facilitator)).to_contain_text(f"{before + 4} of 23")


def test_a_double_click_goes_on_once(facilitator):
    button = facilitator.get_by_role("button", name=re.compile("^Go on to"))
    button.scroll_into_view_if_needed()
    spot = button.bounding_box()
    facilitator.mouse.move(spot["x"] + 40, spot["y"] + spot["height"] / 2)
    for clicks in (1, 2):
        facilitator.mouse.down(click_count=clicks)
        facilitator.mouse.up(click_count=clicks)
        # What the first click did is on the page before the second.
        expect(facilitator.locator(".agenda > li").first).to_have_attribute("aria-current", "step")
    expect(facilitator.locator("[data-said]")).to_contain_text("who is your hero")


def test_a_screen_without_a_network_says_so_and_catches_up(house, visit, facilitator):
    screen = visit(1280, as_person=house.role("facilitator")["name"])
    screen.goto(house.path("meeting_projector"))
    line = screen.get_by_text("Not connected. Trying again.")
    before = count(facilitator)
    expect(here(screen)).to_contain_text(f"{before} of 23")
    expect(line).to_be_hidden()
    screen.context.set_offline(True)
    expect(line).to_be_visible()
    facilitator.locator(".taps button[formaction*='do/tap/']").first.click()
    expect(here(facilitator)).to_contain_text(f"{before + 1} of 23")
    expect(here(screen)).to_contain_text(f"{before} of 23")
    screen.context.set_offline(False)
    expect(here(screen)).to_contain_text(f"{before + 1} of 23")
    expect(line).to_be_hidden()


def test_a_socket_that_fell_silent_is_opened_anew(house, visit):
    screen = visit(1280, as_person=house.role("facilitator")["name"])
    screen.clock.install()
    with screen.expect_websocket():
        screen.goto(house.path("meeting_projector"))
    with screen.expect_websocket():
        screen.clock.run_for(60_000)


def test_whoever_is_no_longer_signed_in_is_told_when_the_socket_is_gone(house, visit, facilitator):
    facilitator.context.clear_cookies()
    facilitator.context.set_offline(True)
    facilitator.context.set_offline(False)
    facilitator.wait_for_url("**/accounts/login/**", timeout=20_000)


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_a_vote_fits_the_screen_in_the_room(house, visit, facilitator, language):
    opening = facilitator.get_by_role("button", name="Open the vote")
    if opening.count():
        opening.first.click()
    screen = visit(1280, as_person=house.role("facilitator")["name"])
    screen.set_viewport_size({"width": 1280, "height": 720})
    screen.context.add_cookies([{"name": "django_language", "value": language, "url": house.address}])
    screen.goto(house.path("meeting_projector"))
    expect(screen.locator("[data-panel=decision] progress")).to_be_in_viewport(ratio=1)
    small = screen.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((one) => !one.closest(".unseen") && one.offsetParent)
            .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 40).map((one) => one.outerHTML)"""
    )
    assert small == []


def waiting(page):
    return page.locator("[data-held]")


def test_what_is_pressed_without_a_network_waits_through_a_reload_and_is_sent_once(facilitator):
    before = count(facilitator)
    facilitator.context.set_offline(True)
    facilitator.evaluate(
        """() => [...document.querySelectorAll(".taps button[formaction*='do/tap/']")]
            .slice(0, 2).forEach((button) => button.click())"""
    )
    expect(waiting(facilitator)).to_contain_text("Not sent yet: 2.")
    kept = facilitator.evaluate("Object.values(sessionStorage).join()")
    assert "do/tap/" in kept
    assert "csrf" not in kept
    expect(here(facilitator)).to_contain_text(f"{before} of 23")
    facilitator.context.set_offline(False)
    facilitator.reload()
    expect(here(facilitator)).to_contain_text(f"{before + 2} of 23")
    expect(waiting(facilitator)).to_be_hidden()
    assert facilitator.evaluate("Object.keys(sessionStorage).length") == 0


def test_a_press_whose_answer_is_lost_is_sent_again_and_done_once(facilitator):
    sent, before = [], count(facilitator)

    def lose_the_first_answer(route):
        sent.append(route.request.post_data)
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    facilitator.route("**/do/tap/", lose_the_first_answer)
    facilitator.locator(".taps button[formaction*='do/tap/']").first.click()
    expect(facilitator.locator("[data-said]")).to_contain_text("is checked in.", timeout=15_000)
    expect(facilitator.locator("[data-said]")).not_to_contain_text("already")
    expect(here(facilitator)).to_contain_text(f"{before + 1} of 23")
    assert len(sent) == 2


def test_a_board_whose_socket_is_blocked_asks_and_is_right(house, visit, facilitator):
    screen = visit(1280, as_person=house.role("facilitator")["name"])
    screen.add_init_script(
        "window.WebSocket = function () { const none = new EventTarget();"
        " none.readyState = 3; none.close = () => {};"
        " setTimeout(() => none.onclose && none.onclose({ code: 1006 })); return none; }"
    )
    screen.goto(house.path("meeting_projector"))
    before = count(facilitator)
    facilitator.locator(".taps button[formaction*='do/tap/']").first.click()
    expect(here(screen)).to_contain_text(f"{before + 1} of 23", timeout=15_000)
    expect(screen.get_by_text("Not connected. Trying again.")).to_be_hidden()
