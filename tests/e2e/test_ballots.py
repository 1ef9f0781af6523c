"""A vote that chooses, from the draft to what came of it, as it looks on a phone and on a laptop."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import WIDTHS
from tests.e2e.looking import look_at

pytestmark = pytest.mark.e2e
PHONE, LAPTOP = WIDTHS
DRAFTS = {
    "irv": {"choices": "Saturday\nSunday\nFriday evening"},
    "score": {"choices": "Library\nSchool", "top_mark": "5"},
    "dots": {"choices": "Library\nSchool", "top_mark": "12"},
    "equal_shares": {"choices": "Benches $300\nTrees $200", "budget_dollars": "400"},
    "consent": {},
    "approval": {"choices": "Saturday\nSunday", "is_secret": True},
}
SEND = "form[action$='/vote/'] button:not([name])"


def write(page, method, title):
    """Fill in the draft of a question."""
    page.goto("/decisions/new/")
    page.select_option("#id_group", label="Family Advisory Board")
    page.fill("#id_title", title)
    page.check(f"input[name=method][value={method}]")
    for name, value in DRAFTS[method].items():
        page.check(f"#id_{name}") if value is True else page.fill(f"#id_{name}", value)


@pytest.fixture
def runs(house, visit):
    return visit(LAPTOP, as_person=house.role("facilitator")["name"])


@pytest.fixture
def votes(house, visit):
    return visit(PHONE, as_person=house.role("board member")["name"])


@pytest.mark.parametrize("method", DRAFTS)
def test_a_ballot_is_whole_when_it_is_looked_at_asked_and_wrong(method, runs, votes):
    write(runs, method, f"Looks of {method}")
    runs.get_by_role("button", name="Look at the ballot first").click()
    expect(runs.locator("#preview")).to_be_focused()
    look_at(runs)
    runs.get_by_role("button", name="Save the draft").click()
    look_at(runs)
    runs.get_by_role("button", name="Open the vote").click()
    look_at(runs)
    votes.goto(runs.url)
    look_at(votes)
    votes.locator(SEND).click()
    expect(votes.locator(".error-summary")).to_be_focused()
    votes.faults.clear()
    look_at(votes)
    for part in ("paper/", "box/") if method == "approval" else ("paper/",):
        runs.goto(votes.url.removesuffix("vote/") + part)
        look_at(runs)


def test_a_ballot_is_filled_in_with_the_keyboard_alone(runs, votes):
    write(runs, "irv", "Keys")
    runs.get_by_role("button", name="Save the draft").click()
    runs.get_by_role("button", name="Open the vote").click()
    votes.goto(runs.url)
    votes.locator("#id_rank1").focus()
    for rank in "213":
        votes.keyboard.type(rank)
        votes.keyboard.press("Tab")
    votes.keyboard.press("Enter")
    marked = votes.locator("ul[data-marked] li")
    expect(marked).to_have_text(["1. Sunday", "2. Saturday", "3. Friday evening"])
    look_at(votes)
    runs.reload()
    runs.get_by_role("button", name="Close the vote").click()
    look_at(runs)
    votes.goto(runs.url)
    look_at(votes)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("title", ["When we hold the spring fair", "What the street fund pays for"])
def test_what_came_of_it_is_whole(title, width, house, visit):
    page = visit(width, as_person=house.role("facilitator")["name"])
    page.goto("/decisions/")
    page.get_by_role("link", name=title).click()
    expect(page.locator("h1")).to_have_text(title)
    page.locator("summary").first.click()
    look_at(page)
