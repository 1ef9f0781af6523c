"""The picture of a release: what it says can be read in grey, on a phone and on paper."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from referrals.equity.rules import EVERYONE
from referrals.reports.picture import DOT, PAPER, ROOM, SCREEN, draw

STATIC = settings.ROOT / "referrals" / "static" / "referrals"
PAPER_SHEET = settings.ROOT / "referrals" / "reports" / "paper.css"
rates = st.floats(0.1, 900).map(lambda rate: round(rate, 1))


def cell(place, group, rate, wide):
    ends = [None] * 3 if rate is None else [rate, round(rate / wide, 2), round(rate * wide, 2)]
    limits = dict(zip(("estimate", "lower", "upper"), ends, strict=True))
    state = "hidden" if rate is None else "shown"
    return {"place": place, "group": group, "state": state, "count": rate and 40, "people": 4000, **limits}


def body(groups):
    """``groups``: the rate here and the one beside, and how wide their intervals are."""
    return {
        "measure": {"per": 1000, "is_share": False},
        "here": "here",
        "beside": "rest",
        "places": [
            {"key": "here", "name": {"en": "Brownsville"}},
            {"key": "rest", "name": {"en": "the rest of New York City"}},
        ],
        "groups": [{"key": key, "label": {"en": key}} for key in groups],
        "cells": [
            cell(place, key, rate, wide)
            for key, (ours, theirs, wide) in groups.items()
            for place, rate in (("here", ours), ("rest", theirs))
        ],
        "comparisons": [{"group": key, "verdict": "lower"} for key in groups],
    }


def drawn(groups, layout=SCREEN):
    picture = draw(body(groups), layout)
    html = render_to_string("reports/picture.html", {"picture": picture, "finding": "a finding"})
    return picture, ElementTree.fromstring(re.search(r"<svg.*</svg>", html, re.DOTALL)[0])  # noqa: S314  ours


@given(
    st.lists(st.tuples(rates, rates, st.floats(1.01, 4)), min_size=1, max_size=7),
    st.sampled_from([SCREEN, PAPER]),
)
def test_no_number_lies_on_its_interval_or_outside_the_picture(rows, layout):
    picture = draw(body({EVERYONE if not at else f"group {at}": row for at, row in enumerate(rows)}), layout)
    for line in picture.lines:
        for dot in line.dots:
            ends = {
                "start": (dot.said_x, dot.said_x + ROOM),
                "end": (dot.said_x - ROOM, dot.said_x),
                "middle": (dot.said_x - ROOM / 2, dot.said_x + ROOM / 2),
            }[dot.anchor]
            assert ends[0] >= -0.01
            assert ends[1] <= 100.01
            if dot.said_y == dot.y + 5:
                assert ends[0] > max(dot.high, dot.x + DOT) or ends[1] < min(dot.low, dot.x - DOT)
            assert 0 < dot.said_y < picture.height
        assert line.y + layout.verdict[1] < picture.height


def test_a_number_keeps_off_the_dashed_line():
    """Seventy-two would stand on the line of everybody there, if it stood after its interval."""
    picture, _svg = drawn({EVERYONE: (87, 100, 1.12), "hispanic": (72, 104, 1.3), "more": (83, 94, 1.7)})
    dot = picture.lines[1].dots[0]
    assert dot.anchor == "end"
    assert dot.said_x < dot.low


@pytest.mark.parametrize("layout", [SCREEN, PAPER])
def test_words_of_one_group_never_touch_each_other(layout):
    _picture, svg = drawn(
        {EVERYONE: (87, 100, 1.1), "white": (None, 95, 1.1), "black": (88, 89, 1.2)}, layout
    )
    lines = {}
    for text in svg.iter("{http://www.w3.org/2000/svg}text"):
        if text.get("text-anchor", "start") == "start" and float(text.get("x").rstrip("%")) <= 1:
            lines.setdefault(int(text.get("y")), text.text)
    heights = sorted(lines)
    assert len(heights) >= 4
    assert min(after - before for before, after in pairwise(heights)) >= 14


@pytest.mark.parametrize("layout", [SCREEN, PAPER])
def test_the_two_places_differ_by_more_than_color(layout):
    """Filled and hollow, and named at the first row; paper reads it from the attributes."""
    _picture, svg = drawn({EVERYONE: (87, 100, 1.1), "black": (88, 89, 1.2)}, layout)
    fills = {
        group.get("class"): {
            circle.get("fill") for circle in group.iter("{http://www.w3.org/2000/svg}circle")
        }
        for group in svg.iter("{http://www.w3.org/2000/svg}g")
        if group.get("class") in {"here", "beside"}
    }
    assert fills["beside"] == {"#ffffff"}
    assert fills["here"].isdisjoint(fills["beside"])
    said = [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Brownsville", "the rest of New York City"} <= set(said)
    assert svg.find("{http://www.w3.org/2000/svg}line").get("stroke-dasharray")


def rule(sheet, selector):
    found = re.search(rf"(?:^|[\s,}}]){re.escape(selector)}\s*(?:,[^{{]*)?{{([^}}]*)}}", sheet)
    assert found, selector
    return found[1]


def test_the_lines_of_a_run_chart_differ_by_dash_and_its_dots_by_filling():
    sheet = (STATIC / "equity.css").read_text()
    dashes = [
        re.search(r"stroke-dasharray: ([\d ]+)", rule(sheet, selector))
        for selector in (".run-chart .join", ".run-chart line.median", ".run-chart .flag line")
    ]
    assert dashes[0] is None
    assert dashes[1][1] != dashes[2][1]
    assert "var(--card)" in rule(sheet, ".run-chart circle")
    assert "var(--ink)" in rule(sheet, ".run-chart .signal")
    assert "var(--card)" in rule(sheet, ".funnel .halo"), "an interval is seen on a dark bar, too"


def test_what_belongs_together_stays_on_one_page():
    paper, base = PAPER_SHEET.read_text(), (settings.ROOT / "community/static/community/base.css").read_text()
    assert "break-inside: avoid" in rule(paper, ".figure")
    assert "break-after: avoid" in rule(paper, "h2")
    assert "break-inside: avoid" in rule(base.split("@media print")[1], "tr")
    template = (settings.ROOT / "templates/reports/paper.html").read_text()
    figure = re.search(r'<div class="figure">(.*?)</div>', template, re.DOTALL)[1]
    assert "<h2>" in figure
    assert "reports/picture.html" in figure
