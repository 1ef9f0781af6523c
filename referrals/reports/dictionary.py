"""The columns of a release's CSV file, with their meaning, and its lines."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from referrals.reports.models import Release

COLUMNS = (
    ("release", _("The number of the release.")),
    ("issued_on", _("The day it was issued.")),
    ("withdrawn_on", _("The day it was withdrawn; empty while it stands.")),
    ("measure", _("What is counted, as a short name.")),
    ("origin", _("Whose counts: imported from a table, or our own.")),
    ("period_start", _("The first day that is counted.")),
    ("period_end", _("The last day that is counted.")),
    ("place", _("The place, as a short name.")),
    ("place_name", _("The place.")),
    ("dimension", _("By what children are told apart.")),
    ("group", _("The group, as a short name; “all” is everyone.")),
    ("group_name", _("The group, in English.")),
    ("state", _("“shown”, “hidden” (so that no child can be recognized) or “not recorded”.")),
    ("count", _("How many were counted; empty unless shown.")),
    ("people", _("How many they are out of; empty where nobody knows, or where it is hidden.")),
    ("per", _("For how many people the rate is said; 100 is a percentage.")),
    ("rate", _("The rate, rounded to two decimals.")),
    ("lower", _("The lower end of its 95% interval.")),
    ("upper", _("The upper end of its 95% interval.")),
    ("method", _("How the interval was made.")),
    ("is_sample", _("“yes” where numbers are made up to show how it works.")),
)


def columns_in_words() -> list[tuple[str, str]]:
    """Each column and its meaning, in the language in force."""
    return [(name, str(meaning)) for name, meaning in COLUMNS]


def lines(release: Release) -> Iterator[list[Any]]:
    """A line for each group in each place."""
    body = json.loads(release.body)
    names = {place["key"]: place["name"]["en"] for place in body["places"]}
    labels = {group["key"]: group["label"]["en"] for group in body["groups"]}
    withdrawal = getattr(release, "withdrawal", None)
    for cell in body["cells"]:
        yield [
            body["number"],
            body["issued_on"],
            withdrawal and f"{withdrawal.at.astimezone(release.community.zone).date()}",
            body["measure"]["key"],
            body["measure"]["origin"],
            body["period"]["start"],
            body["period"]["end"],
            cell["place"],
            names[cell["place"]],
            body["dimension"]["key"],
            cell["group"],
            labels[cell["group"]],
            cell["state"],
            cell["count"],
            cell["people"],
            body["measure"]["per"],
            cell["estimate"],
            cell["lower"],
            cell["upper"],
            cell["method"],
            "yes" if body["is_sample"] else "no",
        ]
