"""Colors by their tokens: readable in light and in dark, and named in one place only."""

import re

import pytest

from community.config.styleguide import PAIRS
from tests.community.look.sheets import FIRST_FACE, SHEETS

BASE = (FIRST_FACE / "base.css").read_text()
TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")


def block(selector):
    """The color tokens of the first rule that begins with ``selector``."""
    start = BASE.index(selector + " {")
    return dict(TOKEN.findall(BASE[start : BASE.index("}", start)]))


MODES = {"light": block(":root, .light"), "dark": block(".dark")}


def luminance(color):
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21_to_1():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("ground", "ink"), [(ground, ink) for ground, inks in PAIRS for ink in inks])
def test_words_can_be_read(mode, ground, ink):
    tokens = MODES[mode]
    assert contrast(tokens[ground], tokens[ink]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_edges_of_fields_can_be_seen(mode, ground):
    """WCAG 2.2, 1.4.11: 3:1 for what marks a control."""
    assert contrast(MODES[mode][ground], MODES[mode]["edge"]) >= 3


def test_every_color_has_a_dark_twin():
    assert MODES["light"].keys() == MODES["dark"].keys()


def test_dark_by_choice_and_dark_by_the_device_are_the_same():
    assert block(":root:not(.light)") == MODES["dark"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_only_tokens_name_colors(sheet):
    text = sheet.read_text()
    if sheet.name == "base.css":
        text = text[text.index("@layer elements {") : text.index("@layer print {")]
    assert re.findall(r"(?<!url\()#[0-9a-f]{3,8}\b", text) == []


def test_paper_is_white_though_the_device_is_dark():
    grounds = {ground for ground, _inks in PAIRS if ground in {"paper", "card"} or ground.endswith("-wash")}
    printed = block(":root, .dark")
    assert {printed.get(ground) for ground in grounds} == {"#fff"}
