"""What the numbers say, in plain sentences. A difference is only named where the interval leaves out 1."""

import math
from datetime import date, timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.words import calendar, date_in_words, month_in_words
from referrals.equity.measures import Rate, RateRatio, Shown
from referrals.equity.models import POPULATION_GROUPS, Indicator
from referrals.equity.rules import GroupKey
from referrals.equity.selectors import Comparison, Row

LABELS = {**dict(POPULATION_GROUPS), GroupKey.UNKNOWN.value: GroupKey.UNKNOWN.label}


def label(group: str) -> str:
    """The name of a group, or of everyone."""
    return str(LABELS[group])


def whole(number: float) -> str:
    """A count with its thousands set apart."""
    return number_format(round(number), decimal_pos=0, force_grouping=True)


def short(number: float) -> str:
    """A rate as people say it: no decimals from 10 on, one below, one digit where that would say 0.0."""
    if number >= 9.95 or number == 0:
        return whole(number)
    return decimal(number, 1 if number >= 0.05 else -math.floor(math.log10(number)))


def decimal(number: float, places: int) -> str:
    """A number with its decimals, rounded first: Django's formats only cut."""
    return number_format(round(number, places), decimal_pos=places, force_grouping=True)


def between(rate: Rate) -> str:
    """The limits of a rate."""
    return _("between %(lower)s and %(upper)s") % {"lower": short(rate.lower), "upper": short(rate.upper)}


def count_in_words(shown: Shown | None) -> str:
    """A count as it may be shown: a number, or that there is none.

    One that is small itself and one that is hidden for its sake are said alike: who could tell them apart
    could work out from the rule (``rules.suppress_row``) that two counts are 1 each.
    """
    if shown is None:
        return _("not recorded")
    return _("not shown") if shown.count is None else whole(shown.count)


def period(start: date, end: date) -> str:
    """July 2025 to June 2026; with days where the months are not whole."""
    whole_months = start.day == 1 and (end + timedelta(days=1)).day == 1
    say = month_in_words if whole_months else date_in_words
    return calendar().until.format(start=say(start), end=say(end))


def is_clear(row: Row) -> bool:
    """Whether a group's rates here and elsewhere differ by more than chance explains."""
    return row.ratio is not None and row.ratio.is_clear


def is_hidden(row: Row) -> bool:
    """Whether a count of the row is on record but may not be shown."""
    return any(cell.shown and cell.shown.count is None for cell in (row.here, row.rest))


def verdict(row: Row) -> str:
    """How a group's children here are referred beside the same group in the rest of the city."""
    ratio = row.ratio
    if row.group == GroupKey.UNKNOWN:
        return ""
    if ratio is None:
        return _("too few to say") if is_hidden(row) else _("cannot be compared")
    if not ratio.is_clear:
        return _("no clear difference")
    return _("referred less often") if ratio.upper < 1 else _("referred more often")


def ratio_in_words(ratio: RateRatio) -> str:
    """The ratio with its limits; nothing where it has no number.

    Two decimals, or as many as keep the limits of a clear difference from being rounded to 1.
    """
    if not math.isfinite(ratio.estimate) or not math.isfinite(ratio.upper):
        return ""
    numbers, places = (ratio.estimate, ratio.lower, ratio.upper), 2
    while ratio.is_clear and 1 in {round(number, places) for number in numbers}:
        places += 1
    said = [decimal(number, places) for number in numbers]
    return _("%(ratio)s times as often, between %(lower)s and %(upper)s") % dict(
        zip(("ratio", "lower", "upper"), said, strict=True)
    )


def finding(comparison: Comparison) -> str:
    """The title of the picture: what all children's rates say."""
    ratio = comparison.everyone.ratio
    names = {"place": comparison.place, "city": comparison.city}
    if ratio is None and is_hidden(comparison.everyone):
        return _("Too few referrals to set %(place)s beside the rest of %(city)s") % names
    if ratio is None:
        return _("Referrals in %(place)s and in the rest of %(city)s cannot be compared") % names
    if not ratio.is_clear:
        return _("Referrals in %(place)s and in the rest of %(city)s show no clear difference") % names
    if ratio.upper < 1:
        return _("Children in %(place)s are referred less often than in the rest of %(city)s") % names
    return _("Children in %(place)s are referred more often than in the rest of %(city)s") % names


def sentences(comparison: Comparison) -> list[str]:
    """Three plain sentences: everyone, the groups, and who is missing from the groups."""
    return [_about_everyone(comparison), _about_groups(comparison), _about_unknown(comparison)]


def _about_everyone(comparison: Comparison) -> str:
    here, rest, ratio = (
        comparison.everyone.here.rate,
        comparison.everyone.rest.rate,
        comparison.everyone.ratio,
    )
    if here is None or rest is None or ratio is None:
        if is_hidden(comparison.everyone):
            return _("Too few children were referred to say how often.")
        return _("All children cannot be compared: the two places do not record the same groups.")
    said = _(
        "In %(place)s %(here)s of every 1,000 children under three were referred "
        "(%(events)s of %(children)s); in the rest of %(city)s it was %(rest)s "
        "(%(rest_events)s of %(rest_children)s)."
    ) % {
        "place": comparison.place,
        "city": comparison.city,
        "here": short(here.estimate),
        "events": whole(here.events),
        "children": whole(here.population),
        "rest": short(rest.estimate),
        "rest_events": whole(rest.events),
        "rest_children": whole(rest.population),
    }
    return f"{said} {_as_children(here.events, ratio)}".rstrip()


def _as_children(events: int, ratio: RateRatio) -> str:
    """The difference in children: how many more or fewer there would be at the other rate.

    A clear difference is one child at the least.
    """
    if not ratio.is_clear:
        return _("That is too close to call.")
    if not math.isfinite(ratio.upper) or not ratio.lower:
        return ""
    at_other_rate = sorted(
        max(round(abs(events / limit - events)), 1) for limit in (ratio.lower, ratio.upper)
    )
    numbers = {"few": whole(at_other_rate[0]), "many": whole(at_other_rate[1])}
    if ratio.upper < 1:
        return _("To be even, between %(few)s and %(many)s more children here would be referred.") % numbers
    return _("That is between %(few)s and %(many)s children more than at the city's rate.") % numbers


def _about_groups(comparison: Comparison) -> str:
    by_verdict: dict[str, list[str]] = {}
    for row in comparison.groups:
        by_verdict.setdefault(verdict(row), []).append(label(row.group))
    beginnings = {
        _("referred less often"): _(
            "Referred less often than the same group in the rest of the city: %(groups)s."
        ),
        _("referred more often"): _(
            "Referred more often than the same group in the rest of the city: %(groups)s."
        ),
        _("no clear difference"): _("No clear difference: %(groups)s."),
        _("too few to say"): _("Too few to say: %(groups)s."),
        _("cannot be compared"): _("Cannot be compared: %(groups)s."),
    }
    return " ".join(
        words % {"groups": ", ".join(by_verdict[said])}
        for said, words in beginnings.items()
        if said in by_verdict
    )


def _about_unknown(comparison: Comparison) -> str:
    shown = comparison.unknown.here.shown
    if shown is None or shown.count is None:
        return _(
            "Some children have no race or ethnicity on record; they count in the total and in no group."
        )
    return ngettext(
        "%(count)s child has no race or ethnicity on record, and counts in the total and in no group.",
        "%(count)s children have no race or ethnicity on record; they count in the total and in no group.",
        shown.count,
    ) % {"count": whole(shown.count)}


def value(indicator: Indicator) -> str:
    """A published figure with its unit, or that there is none. A percentage says of what."""
    if indicator.value is None:
        return _("No number published")
    number = number_format(indicator.value.normalize(), use_l10n=True, force_grouping=True)
    if indicator.unit != "percent":
        return f"{number} {indicator.unit}".rstrip()
    return _("%(number)s percent of %(whole)s") % {"number": number, "whole": indicator.denominator}
