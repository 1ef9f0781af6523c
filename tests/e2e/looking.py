"""What must hold for every page, whatever is on it."""

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# Buttons and fields, links that stand alone, ids said twice, and labels of a card that would run into their value.
FAULTS = """() => {
  const seen = [...document.querySelectorAll("a, button, summary, select, textarea, input:not([type=hidden])")]
    .filter(each => each.getClientRects().length && !each.matches(".skip"))
    .map(each => each.matches("[type=checkbox], [type=radio]") ? each.closest("label") || each : each)
    .filter(each => !each.matches("a") || getComputedStyle(each).display !== "inline" ||
      each.parentElement.textContent.trim() === each.textContent.trim())
    .filter(each => each.getBoundingClientRect().height < 43.5 && !each.closest(".error-summary, .picture"))
    .map(each => `under 44 px: ${each.outerHTML.slice(0, 120)}`);
  const ids = [...document.querySelectorAll("[id]")].map(each => each.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map(id => `twice: #${id}`);
  const stiff = [...document.querySelectorAll("td[data-label]")]
    .filter(each => getComputedStyle(each, "::before").whiteSpace === "nowrap")
    .map(each => `a label that cannot wrap: ${each.dataset.label}`);
  return [...seen, ...twice, ...stiff];
}"""


def look_at(page):
    """No axe violation, nothing that sticks out sideways or is hard to hit, and no fault in the console."""
    look_with_axe(page, RULES)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"
    assert not (found := page.evaluate(FAULTS)), (page.url, found)
    assert not page.faults, (page.url, page.faults)


def look_with_axe(page, rules):
    """No violation of these rules of axe."""
    found = AXE.run(page, options=rules).response["violations"]
    assert not found, [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]
