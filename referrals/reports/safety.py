"""Why a release is safe, or why it is held back, in words for those who look at it a second time."""

import math

from django.utils.translation import gettext as _

from referrals.equity.attacking import Interval
from referrals.equity.hiding import WIDTH
from referrals.reports.saying import in_language, number, place_name
from referrals.reports.services import Prepared


def hidden_in_words(prepared: Prepared) -> list[list[str]]:
    """Each hidden count: its place, its group, and between what a reader of everything could place it."""
    body = prepared.body
    labels = {group["key"]: in_language(group["label"]) for group in body["groups"]}
    return [
        [place_name(body, place), labels[group], interval_in_words(found)]
        for (place, group), found in prepared.found.items()
    ]


def interval_in_words(found: Interval) -> str:
    """What a reader could find out about a count."""
    if math.isinf(found.upper):
        return _("%(lower)s or more") % {"lower": number(found.lower)}
    return _("%(lower)s to %(upper)s") % {"lower": number(found.lower), "upper": number(found.upper)}


def why_held(prepared: Prepared) -> str:
    """Why nothing goes out; empty where it may."""
    if prepared.exposed is None:
        return ""
    return _(
        "With what is public already, a reader could find a hidden number to within %(found)s. "
        "It must stay open by %(width)s at least. Wait for more counts, or release another table."
    ) % {"found": number(prepared.exposed.width), "width": number(WIDTH)}
