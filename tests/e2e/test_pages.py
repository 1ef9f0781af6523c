"""Every page of every role, looked at in a phone's width and a laptop's."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import HEIGHT, WIDTHS
from tests.e2e.looking import COLORS, LONGEST, fits, look_at, look_at_sizes, look_with_axe

pytestmark = pytest.mark.e2e

# A name of the demo's list of addresses, an address, or "page > the link on it that is followed".
PAGES = {
    None: [
        *("home", "sign_in", "sign_in_by_phone", "demo", "simulator", "styleguide"),
        *("/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/inactive/", "/who/"),
        *("/join/brownsville-families/", "/join/brownsville-families/asked/"),
        *("/minutes/brownsville-families/", "/minutes/brownsville-families/ > .rows a"),
        *("/budgets/brownsville-families/", "/budgets/brownsville-families/FAB-1/"),
        *("/budgets/brownsville-families/FAB-2/", "/budgets/brownsville-families/FAB-1/ > .rows a"),
        *(f"/join/brownsville-families/flyer/{language}/" for language in ("en", "es", "ht")),
        *("/record/brownsville-families/", "/book/brownsville-families/"),
        *(f"/services/brownsville-families/{language}/" for language in ("en", "es", "ht")),
        *("/reports/brownsville-families/", "/reports/brownsville-families/1/en/"),
        *("/reports/brownsville-families/1/es/numbers/", "/reports/brownsville-families/1/ht/"),
    ],
    "coordinator": [
        *(
            "home",
            "meetings",
            "/next-steps/",
            "meeting",
            "people",
            "inbox",
            "money",
            "decisions",
            "caseload",
            "equity",
            "/equity/reports/",
            "/equity/reports/drafts/1/",
            "/equity/reports/1/withdraw/",
        ),
        *("/meetings/series/", "/meetings/series/new/", "meeting > .lead .alone"),
        *("meetings > tbody a", "/meetings/new/", "people > tbody a", "inbox > .threads a"),
        "meeting > #invited ~ p a",
        *("/inbox/?state=waiting", "/inbox/?state=paused"),
        *("templates", "templates > .rows a", "/inbox/templates/new/"),
        *("broadcasts", "broadcasts > tbody a", "/broadcasts/new/", "/broadcasts/limits/"),
        *("meetings > a[href^='/groups/']", "/groups/1/attendance/", "/groups/2/attendance/"),
        "meeting > a[href$='/sheet/']",
        *("/people/joining/", "reality_questions"),
        *("/directory/files/", "/team/measures/", "/team/promises/new/"),
        *("/boards/", "/boards/1/", "/boards/1/?on=2020-01-01", "/boards/1/ > tbody a", "/boards/3/"),
        *("/boards/memberships/1/end/", "/boards/1/texts/new/agreement/"),
        *("/boards/texts/1/", "/boards/texts/1/ > .rows li + li a", "/boards/texts/1/write/"),
        "/boards/texts/versions/2/in/ht/",
        *("/boards/1/joining/", "/boards/1/joining/ > .rows a", "/boards/1/joining/vote/"),
        *("/boards/1/joining/plan/session/", "/boards/1/joining/plan/interview/", "/boards/gatherings/2/"),
        *(f"/boards/1/joining/flyer/{language}/" for language in ("en", "es", "ht")),
        *("/money/?state=paid", "/money/rates/new/", "decisions > .rows a", "caseload > tbody a"),
        "/referrals/1/erase/",
    ],
    "facilitator": [
        *("home", "meeting", "meeting_console", "meeting_projector", "decisions", "/decisions/new/"),
        *("inbox", "broadcasts", "/broadcasts/new/", "broadcasts > tbody a"),
        *("/proposals/", "/proposals/ > .rows li:last-child a", "/proposals/ > .lead a"),
        *("/proposals/1/amend/", "/proposals/1/vote/", "home > a[href$='/outcome/']"),
        *("/rounds/", "/rounds/new/", "/rounds/1/", "/rounds/2/", "/rounds/2/projects/new/"),
        *("/rounds/projects/1/", "/panels/", "/panels/new/", "/panels/1/"),
    ],
    "ambassador": [
        *("/offers/", "/offers/back/", "/offers/ > tbody a", "/team/"),
        *("/referrals/glass/list/", "/referrals/glass/", "/referrals/kept/"),
        "home",
        "caseload",
        "/caseload/nobody-called/",
        *("/caseload/?of=all", "/caseload/ambassadors/", "/caseload/barriers/", "/caseload/truth-gap/"),
        "referrals",
        "caseload > tbody a",
        "caseload > tbody form a",
        *("/referrals/400/", "/referrals/400/pass-on/", "/referrals/400/pause/"),
        *("/conference/", "/conference/ > .rows a"),
        *("equity", "/equity/?what=imported-infant_deaths", "/equity/own/?what=own-evaluated"),
        *("/equity/steps/", "/equity/months/", "/equity/tests/", "/equity/tests/1/"),
    ],
    "finance": [
        *("home", "money", "inbox", "/accounts/2fa/", "/accounts/sessions/", "/accounts/logout/"),
        *("/money/tax/", "/money/tax/ > tbody a", "/money/tax/2027/", "/money/tax/2027/threshold/"),
        *("/money/runs/", "/money/runs/1/", "/money/runs/1/list/"),
        *("/money/funds/", "/money/funds/new/", "/money/bills/", "/money/bills/new/", "/money/book/"),
        *("/money/rates/", "/money/work/new/"),
    ],
    "provider": [
        *("home", "referrals", "referral_new", "/referrals/closed/", "referrals > tbody a", "equity"),
        "meetings",
        *("/directory/", "/directory/ > tbody a", "/directory/new/", "/team/", "/team/mine/"),
        *("/team/promises/new/", "/team/measures/", "/team/attendance/", "/offers/", "/offers/sent/"),
        *("/referrals/files/", "/referrals/files/take/", "/referrals/files/bundle/"),
        *("/referrals/files/ > .rows a", "/referrals/files/ > .rows li + li a"),
    ],
    "board member": [
        *("home", "meetings", "meeting", "meeting_board", "my_stipends", "decisions", "equity"),
        *("/my/stipends/choice/", "/my/stipends/work/"),
        "meetings > tbody a",
        *("/boards/", "/boards/1/", "/boards/texts/1/", "/boards/1/joining/", "/boards/gatherings/2/"),
        *("meetings > tbody a", "/proposals/", "/proposals/1/", "decisions > .rows a:has-text('Story time')"),
        *("/panels/", "/rounds/2/idea/", "/my/stipends/years/", "/my/stipends/years/ > .rows a"),
    ],
}


def go(page, house, name):
    """Open what an entry of PAGES names."""
    start, _, link = name.partition(" > ")
    page.goto(start if start.startswith("/") else house.path(start))
    if link:
        page.goto(page.locator(f"main {link}").first.get_attribute("href"))


@pytest.mark.parametrize("role", PAGES)
def test_a_page_is_whole(house, visit, role):
    """The dark twin has the same page in other colors, so only these are looked at again, at one width."""
    page = visit(WIDTHS[0], as_person=house.role(role)["name"] if role else None)
    for name in PAGES[role]:
        go(page, house, name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            look_at(page)
        page.emulate_media(color_scheme="dark")
        look_with_axe(page, COLORS)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})


@pytest.mark.parametrize("language", ["es", "ht"])
@pytest.mark.parametrize("role", ["coordinator", "provider", "board member"])
def test_the_longest_words_fit_320_px(house, visit, role, language):
    page = visit(320, as_person=house.role(role)["name"])
    page.context.add_cookies([{"name": "django_language", "value": language, "url": house.address}])
    for name in PAGES[role]:
        if "/flyer/" in name:
            continue  # a flyer is in the language of its address
        go(page, house, name)
        assert page.evaluate("document.documentElement.lang") == language
        look_at_sizes(page)
        page.evaluate(LONGEST)
        fits(page)


@pytest.mark.parametrize("address", ["/no/such/page/", "/l/a-link-that-never-was/", "/money/"])
def test_a_page_of_trouble_is_whole(house, visit, address):
    page = visit(320, as_person=house.role("board member")["name"])
    assert page.goto(address).status in (403, 404)
    page.faults.clear()
    look_at(page)


def test_a_form_with_errors_is_whole_and_says_so_first(house, visit):
    page = visit(320, as_person=house.role("provider")["name"])
    page.goto(house.path("referral_new"))
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Log the referral").click()
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    page.faults.clear()
    look_at(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_call_is_whole(house, visit, width):
    page = visit(width)
    page.goto(house.path("simulator"))
    page.get_by_role("button", name="Pick up this phone").click()
    page.get_by_role("link", name="Call the community").click()
    look_at(page)
    page.get_by_role("button", name="Call").click()
    expect(page.get_by_role("status")).to_contain_text("Brownsville Families")
    look_at(page)


def test_a_page_works_without_javascript(house, chromium):
    context = chromium.new_context(java_script_enabled=False, base_url=house.address)
    page = context.new_page()
    page.goto("/demo/")
    page.get_by_role("button", name=f"Be {house.role('board member')['name']}", exact=True).click()
    page.goto(house.path("meeting_board"))
    assert "members here" in page.content()
    context.close()
