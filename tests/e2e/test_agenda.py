"""The agenda of a meeting to come is put in order with a mouse or a finger, and with the keyboard."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


@pytest.fixture
def plan(house, visit):
    """The facilitator's laptop before the plan of a meeting."""
    page = visit(1280, as_person=house.role("facilitator")["name"])
    page.goto(house.path("meeting"))
    expect(page.locator("[data-order] .grip").first).to_be_visible()
    return page


def order(page):
    return [item.get_attribute("data-item") for item in page.locator("[data-order] > li").all()]


def is_kept(page, wanted):
    expect(page.locator("[data-said]")).not_to_be_empty()
    page.reload()
    assert order(page) == wanted


def drag(page, item, onto):
    grip = page.locator("[data-order] > li .grip").nth(item).bounding_box()
    target = page.locator("[data-order] > li").nth(onto).bounding_box()
    across = grip["x"] + grip["width"] / 2
    page.mouse.move(across, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    # Past the middle of where it goes, seen from where it comes.
    share = 0.75 if onto > item else 0.25
    page.mouse.move(across, target["y"] + target["height"] * share, steps=30)
    page.mouse.up()


@pytest.mark.parametrize(("item", "onto"), [(0, 1), (0, 3), (3, 1)])
def test_an_item_is_dragged(plan, item, onto):
    wanted = order(plan)
    wanted.insert(onto, wanted.pop(item))
    plan.locator("[data-order]").evaluate("list => list.scrollIntoView()")
    drag(plan, item, onto)
    assert order(plan) == wanted
    is_kept(plan, wanted)


def test_an_item_is_moved_with_alt_and_an_arrow(plan):
    before = order(plan)
    button = plan.locator(f"[data-item='{before[1]}']").get_by_role("button").first
    button.focus()
    plan.keyboard.press("Alt+ArrowDown")
    expect(button).to_be_focused()
    is_kept(plan, [before[0], before[2], before[1], *before[3:]])
