"""A release as pages, paper and tables show it: only what its body says, put into the words of a language."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from referrals.reports.models import Release
from referrals.reports.picture import SCREEN, Layout, draw, state_in_words
from referrals.reports.saying import (
    COUNT_FIRST,
    in_language,
    number,
    period_of,
    place_name,
    verdicts,
)


class TableInWords(NamedTuple):
    caption: str
    headings: list[str]
    rows: list[list[str]]


def shown(release: Release, layout: Layout = SCREEN) -> dict[str, Any]:
    """What every form of a release has, in the language in force."""
    body = json.loads(release.body)
    withdrawal = getattr(release, "withdrawal", None)
    return {
        "release": release,
        "body": body,
        "title": in_language(body["title"]),
        "sentences": in_language(body["sentences"]),
        "period": period_of(body),
        "events": in_language(body["measure"]["events"]),
        "people": in_language(body["measure"]["people"]),
        "dimension": in_language(body["dimension"]["label"]),
        "per": number(body["measure"]["per"]),
        "picture": draw(body, layout),
        "sources": [
            (*(in_language(source[part]) for part in ("what", "place", "source")), source)
            for source in body["sources"]
        ],
        "is_own": body["measure"]["origin"] == "own",
        "whose": list(dict.fromkeys(in_language(source["source"]) for source in body["sources"])),
        "places": {"here": place_name(body, body["here"]), "beside": place_name(body, body["beside"])},
        "withdrawal": withdrawal,
    }


def tables(body: Mapping[str, Any]) -> list[TableInWords]:
    """The numbers of each place, then how the two compare."""
    found = [_place(body, place) for place in body["places"]]
    return [*found, _compared(body)] if body["comparisons"] else found


def _place(body: Mapping[str, Any], place: Mapping[str, Any]) -> TableInWords:
    labels = {group["key"]: in_language(group["label"]) for group in body["groups"]}
    is_share = body["measure"]["is_share"]
    rate = _("Percent") if is_share else _("For every %(per)s") % {"per": number(body["measure"]["per"])}
    # Those whom our own shares are out of are counted, so what is missing is hidden.
    are_counted = is_share and body["measure"]["origin"] == "own"
    no_people = state_in_words("hidden") if are_counted else _("not known")
    rows = [
        [labels[cell["group"]], *_cells(cell, no_people)]
        for cell in body["cells"]
        if cell["place"] == place["key"]
    ]
    headings = [_("Group"), _("Counted"), _("Out of"), rate, _("Between (95% interval)")]
    return TableInWords(in_language(place["name"]), headings, rows)


def _cells(cell: Mapping[str, Any], no_people: str) -> list[str]:
    count = number(cell["count"]) if cell["state"] == "shown" else state_in_words(cell["state"])
    people = no_people if cell["people"] is None else exact(cell["people"])
    if cell["estimate"] is None:
        return [count, people, "", ""]
    rate = exact(cell["estimate"])
    if cell["people"] < COUNT_FIRST:
        rate = _("%(count)s of %(people)s") % {"count": count, "people": people} + f" ({rate})"
    return [
        count,
        people,
        rate,
        _("%(lower)s to %(upper)s") % {end: exact(cell[end]) for end in ("lower", "upper")},
    ]


def exact(value: float) -> str:
    """A number as it was issued: with two decimals, or none where it is whole."""
    return number(value, 0 if value == int(value) else 2)


def _compared(body: Mapping[str, Any]) -> TableInWords:
    labels = {group["key"]: in_language(group["label"]) for group in body["groups"]}
    names = {"here": place_name(body, body["here"]), "beside": place_name(body, body["beside"])}
    rows = []
    for one in body["comparisons"]:
        times = "" if one["estimate"] is None else exact(one["estimate"])
        ends = [one["lower"], one["upper"]]
        between = (
            ""
            if None in ends
            else _("%(lower)s to %(upper)s") % dict(zip(("lower", "upper"), map(exact, ends), strict=True))
        )
        rows.append([labels[one["group"]], verdicts()[one["verdict"]], times, between])
    headings = [_("Group"), _("Compared"), _("Times as often"), _("Between (95% interval)")]
    return TableInWords(_("%(here)s beside %(beside)s") % names, headings, rows)


def hidden_cells(body: Mapping[str, Any]) -> int:
    """How many numbers are left out."""
    return sum(cell["state"] == "hidden" for cell in body["cells"])
