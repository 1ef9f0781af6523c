"""A house with simulated phones, and a browser that looks into it."""

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.house import furnish_model, open_house

WIDTHS = (360, 1280)
HEIGHT = 800


@pytest.fixture(scope="session")
def chromium():
    quiet = [
        *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
        *("--disable-component-update", "--disable-sync"),
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=quiet)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def model(tmp_path_factory):
    """A furnished house, of which the tests open copies."""
    return furnish_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def house(model):
    """One house for the tests of a file; each file's evening begins fresh."""
    with open_house(model, SMS_BACKEND="simulator") as opened:
        yield opened


@pytest.fixture
def visit(chromium, house):
    """``visit(width, as_person=None)``: a fresh browser window, signed in through the demo's door."""
    contexts = []

    def open_window(width, *, as_person=None, dark=False):
        context = chromium.new_context(
            viewport={"width": width, "height": HEIGHT},
            base_url=house.address,
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda line: page.faults.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        if as_person:
            page.goto("/demo/")
            page.get_by_role("button", name=f"Be {as_person}", exact=True).click()
            page.wait_for_url("**/")
        return page

    yield open_window
    for context in contexts:
        context.close()
