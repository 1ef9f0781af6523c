"""What must hold for every page, whatever is on it."""

from axe_playwright_python.sync_playwright import Axe

AXE = Axe().axe_script
# What is right is not described: a page has a thousand times as much of it.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
# What is pressed is 44 px high, but for links within a sentence; no id stands twice; a card's label can wrap.
FAULTS = """() => {
  const pressed = "a, button, summary, select, textarea, input:not([type=hidden])";
  const isAlone = each => each.parentElement.textContent.trim() === each.textContent.trim();
  const small = [...document.querySelectorAll(pressed)]
    .filter(each => each.getClientRects().length && !each.closest(".skip, .error-summary"))
    .filter(each => getComputedStyle(each).display !== "inline" || isAlone(each))
    .map(each => each.matches("[type=checkbox], [type=radio]") ? each.closest("label") || each : each)
    .filter(each => each.getBoundingClientRect().height < 43.5)
    .map(each => `under 44 px: ${each.outerHTML.slice(0, 120)}`);
  const ids = [...document.querySelectorAll("[id]")].map(each => each.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map(id => `twice: #${id}`);
  const stiff = [...document.querySelectorAll("td[data-label]")]
    .filter(each => getComputedStyle(each, "::before").content !== "none")
    .filter(each => getComputedStyle(each, "::before").whiteSpace === "nowrap")
    .map(each => `cannot wrap: ${each.dataset.label}`);
  return [...small, ...twice, ...stiff];
}"""
# The longest month of each language, and as much money as a board may have.
LONGEST = r"""() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    text.textContent = text.textContent
      .replace(/\b(enero|febrero|marzo|abril|mayo|junio)\b/g, "septiembre")
      .replace(/\b(julio|agosto|octubre|noviembre|diciembre)\b/g, "septiembre")
      .replace(/\b(janvye|fevriye|mas|avril|jen|jiyè|out|oktòb|novanm|desanm)\b/g, "septanm")
      .replace(/\$[\d,.]+/g, "$123,456.78");
  }
}"""


def look_at(page):
    """No axe violation, nothing that sticks out sideways or is hard to hit, and no fault in the console."""
    look_with_axe(page, RULES)
    look_at_sizes(page)


def look_with_axe(page, rules):
    """No violation of these rules of axe."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("async rules => (await axe.run(rules)).violations", rules)
    assert not found, (
        page.url,
        [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found],
    )


def look_at_sizes(page):
    """What needs no axe, and so is cheap enough for every language."""
    fits(page)
    assert not (found := page.evaluate(FAULTS)), (page.url, found)
    assert not page.faults, (page.url, page.faults)


def fits(page):
    """Nothing sticks out sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"
