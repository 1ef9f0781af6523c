"""The evening in a browser: the facilitator, the projector, a parent's phone, and a phone without an app."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import WIDTHS
from tests.e2e.looking import look_at
from tests.journeys.house import open_house

pytestmark = pytest.mark.e2e

PARENT, TEXTER = "Ebony Watts", "Keisha Morgan"


@pytest.fixture(params=WIDTHS)
def width(request):
    return request.param


@pytest.fixture
def house(model):
    """A fresh evening for each width."""
    with open_house(model, SMS_BACKEND="simulator") as opened:
        yield opened


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def test_an_evening(house, visit, width):
    facilitator = visit(width, as_person=house.role("facilitator")["name"])
    projector = visit(1280, as_person=house.role("facilitator")["name"])
    parent = visit(width, as_person=PARENT)
    texter = visit(width)
    facilitator.goto(house.path("meeting_console"))
    projector.goto(house.path("meeting_projector"))
    parent.goto(house.path("meeting_board"))
    texter.goto(house.path("simulator"))
    phones = texter.get_by_label("Whose phone?")
    hers = phones.locator("option", has_text=TEXTER)
    phones.select_option(value=hers.get_attribute("value"))
    press(texter, "Pick up this phone")

    press(facilitator, "Open the meeting")
    expect(parent.get_by_role("button", name="I am here")).to_be_visible()
    press(parent, "I am here")
    expect(parent.get_by_text("You are checked in").first).to_be_visible()
    expect(projector.locator("[data-panel=here]")).to_contain_text("of 23 members")
    say(texter, house.facts["meeting"]["door_code"])
    expect(facilitator.locator("[data-panel=here]")).to_contain_text("2 of 23")
    board = [row["name"] for row in house.facts["people"] if row["role"] == "board member"]
    for here, name in enumerate([name for name in board if name not in (PARENT, TEXTER)][:10], start=3):
        press(facilitator, name)
        expect(projector.locator("[data-panel=here] .figure").first).to_have_text(str(here))
    press(facilitator, re.compile("^Go on to: Welcome"))
    expect(projector.locator("[data-panel=agenda]")).to_contain_text("who is your hero")
    expect(parent.locator("[aria-current=step]")).to_contain_text("who is your hero")
    for page in (facilitator, projector, parent, texter):
        look_at(page)

    press(facilitator, "Open the vote")
    ask = texter.locator("li.out").filter(has_text="Saturday hours").last
    expect(ask).to_be_visible(timeout=20_000)
    say(texter, re.findall(r"(\d+) yes", ask.inner_text())[-1])
    expect(projector.locator("[data-panel=decision]")).to_contain_text("1 of 23")
    parent.locator("[data-panel=decision]").get_by_role(
        "button", name=re.compile("^Yes", re.IGNORECASE)
    ).click()
    expect(projector.locator("[data-panel=decision]")).to_contain_text("2 of 23")
    expect(parent.locator("[data-mine]")).to_contain_text(re.compile("yes", re.IGNORECASE))
    for page in (facilitator, projector, parent):
        look_at(page)
    press(facilitator, "Close the vote")
    expect(projector.locator("[data-panel=decision]")).to_contain_text("2 yes")
    expect(texter.locator("li.out").filter(has_text="2 yes").last).to_be_visible(timeout=20_000)

    facilitator.get_by_label("What will be done?").fill("Write to the library")
    facilitator.get_by_label("Who does it?").select_option(label="Denise Carter")
    facilitator.get_by_label("By when?").fill("2030-01-15")
    press(facilitator, "Write it down")
    expect(parent.locator("[data-panel=actions]")).to_contain_text("Write to the library")
    facilitator.locator("summary", has_text="Close the meeting").click()
    press(facilitator, "Yes, close it now")
    expect(projector.locator("[data-panel=agenda]")).to_contain_text("Thank you")
    for page in (facilitator, projector, parent):
        look_at(page)
    parent.goto(house.path("my_stipends"))
    expect(parent.get_by_text(re.compile(r"\$75")).first).to_be_visible()
    look_at(parent)


def say(page, words):
    """Type into the simulated phone and send."""
    page.get_by_role("textbox").fill(words)
    press(page, "Send")
