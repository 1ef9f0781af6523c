"""Every page of every role, looked at in a phone's width and a laptop's."""

import pytest

from tests.e2e.conftest import WIDTHS
from tests.e2e.looking import look_at

pytestmark = pytest.mark.e2e

PAGES = {
    None: ["home", "sign_in", "sign_in_by_phone", "demo", "simulator", "styleguide"],
    "coordinator": [
        *("home", "meetings", "meeting", "people", "inbox", "money", "decisions", "caseload", "equity")
    ],
    "facilitator": ["home", "meeting", "meeting_console", "meeting_projector", "decisions"],
    "ambassador": ["home", "caseload", "referrals", "equity"],
    "finance": ["home", "money"],
    "provider": ["home", "referrals", "referral_new", "equity", "meetings"],
    "board member": ["home", "meetings", "meeting", "meeting_board", "my_stipends", "decisions", "equity"],
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("role", PAGES)
def test_a_page_is_whole(house, visit, role, width, dark):
    page = visit(width, as_person=house.role(role)["name"] if role else None, dark=dark)
    for name in PAGES[role]:
        page.goto(house.path(name))
        look_at(page)


@pytest.mark.parametrize("language", ["es", "ht"])
def test_the_longest_words_fit_320_px(house, visit, language):
    page = visit(320, as_person=house.role("coordinator")["name"])
    page.context.add_cookies([{"name": "django_language", "value": language, "url": house.address}])
    for name in PAGES["coordinator"]:
        page.goto(house.path(name))
        assert page.evaluate("document.documentElement.lang") == language
        look_at(page)


def test_a_page_works_without_javascript(house, chromium):
    context = chromium.new_context(java_script_enabled=False, base_url=house.address)
    page = context.new_page()
    page.goto("/demo/")
    page.get_by_role("button", name=f"Be {house.role('board member')['name']}", exact=True).click()
    page.goto(house.path("meeting_board"))
    assert "members here" in page.content()
    context.close()
