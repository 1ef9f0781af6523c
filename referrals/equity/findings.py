"""What the numbers say, in plain sentences. A difference is only named where the interval leaves out 1."""

import math
from datetime import date, timedelta

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.words import calendar, date_in_words, month_in_words
from referrals.equity.measures import (
    Proportion,
    Rate,
    RateRatio,
    RiskRatio,
    Shown,
    StandardisedRate,
    gap,
)
from referrals.equity.models import Indicator
from referrals.equity.rules import EVERYONE, UNKNOWN, AreaKind, Place
from referrals.equity.selectors import Comparison, Row
from referrals.equity.tables import Area, Definition

# A percentage of fewer than this says its count first.
FEW = 30


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


def percent(share: float) -> str:
    """A share in whole percent; one that is not all is never called 100, nor one that is not none 0."""
    rounded = round(share * 100)
    if 0 < share < 1:
        rounded = min(max(rounded, 1), 99)
    return _("%(number)s%%") % {"number": rounded}


def amount(rate: Rate | Proportion) -> str:
    """A rate or a share alone, for a picture that says beside what it is of."""
    return percent(rate.estimate) if isinstance(rate, Proportion) else short(rate.estimate)


def rate_in_words(rate: Rate | Proportion) -> str:
    """ "29 per 1,000"; "43%"; of fewer than 30, "12 of 28 (43%)"."""
    if isinstance(rate, Rate):
        return _("%(rate)s per %(per)s") % {"rate": short(rate.estimate), "per": whole(rate.per)}
    if rate.n >= FEW:
        return percent(rate.estimate)
    return _("%(part)s of %(whole)s (%(percent)s)") % {
        "part": whole(rate.x),
        "whole": whole(rate.n),
        "percent": percent(rate.estimate),
    }


def between(rate: Rate | Proportion) -> str:
    """The limits of a rate."""
    say = percent if isinstance(rate, Proportion) else short
    return _("between %(lower)s and %(upper)s") % {"lower": say(rate.lower), "upper": say(rate.upper)}


def standardised_in_words(rate: StandardisedRate) -> str:
    """A rate as it would be if two places had the same ages, or why there is none."""
    if rate.estimate is None:
        return ngettext(
            "no figure: fewer than %(number)s child was counted",
            "no figure: fewer than %(number)s children were counted",
            rate.fewest,
        ) % {"number": rate.fewest}
    return _("%(rate)s per %(per)s") % {"rate": short(rate.estimate), "per": whole(rate.per)}


def count_in_words(shown: Shown | None) -> str:
    """A count as it may be shown: a number, or that there is none.

    One that is small itself and one that is hidden for its sake are said alike: who could tell them apart
    could work out that two counts are 1 each.
    """
    if shown is None:
        return _("not recorded")
    return _("not shown") if shown.count is None else whole(shown.count)


def period(start: date, end: date) -> str:
    """July 2025 to June 2026; with days where the months are not whole."""
    whole_months = start.day == 1 and (end + timedelta(days=1)).day == 1
    say = month_in_words if whole_months else date_in_words
    return calendar().until.format(start=say(start), end=say(end))


def place_in_words(place: Area) -> str:
    """A place with its kind: "Brownsville (ZIP code area 11212)"; the city, or all of it, needs none."""
    if place.role in (Place.CITY, Place.REST) or not place.kind:
        return place.name
    kind = str(AreaKind(place.kind).label)
    if place.name == place.code:
        return f"{kind} {place.code}"
    return f"{place.name} ({kind} {place.code})" if place.code else f"{place.name} ({kind})"


def measure_in_words(definition: Definition) -> str:
    """What a rate of this kind is of."""
    names = {"events": capfirst(str(definition.events)), "people": definition.people}
    if definition.per is None:
        return _("%(events)s, in percent of all %(people)s") % names
    return _("%(events)s, for every %(per)s %(people)s") % {**names, "per": whole(definition.per)}


def is_clear(row: Row) -> bool:
    """Whether a group's two rates differ by more than chance explains."""
    return row.ratio is not None and row.ratio.is_clear


def is_of_all(row: Row) -> bool:
    """Whether it is everyone, where groups are compared with each other: there are no others."""
    return row.group == EVERYONE and row.other.shown is None and row.other.people is None


def is_hidden(row: Row) -> bool:
    """Whether a count of the row is on record but may not be shown."""
    return any(cell.shown and cell.shown.count is None for cell in (row.here, row.other))


def verdict(row: Row) -> str:
    """How a group stands beside what it is compared with."""
    ratio = row.ratio
    if row.group == UNKNOWN or is_of_all(row):
        return ""
    if ratio is None:
        return _("too few to say") if is_hidden(row) else _("cannot be compared")
    if not ratio.is_clear:
        return _("no clear difference")
    return _("less often") if ratio.upper < 1 else _("more often")


def ratio_in_words(ratio: RateRatio | RiskRatio) -> str:
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
    """The title of the picture: what all children's rates say, or whether any group stands out."""
    names = {
        "what": capfirst(str(comparison.definition.events)),
        "place": comparison.place,
        "other": comparison.other,
    }
    return _title(comparison) % names


def _title(comparison: Comparison) -> str:
    ratio = comparison.everyone.ratio
    if comparison.is_within:
        apart = any(is_clear(row) for row in comparison.groups)
        alike = _("%(what)s: no clear difference between the groups in %(place)s")
        return _("%(what)s: not alike for every group in %(place)s") if apart else alike
    if ratio is None:
        if is_hidden(comparison.everyone):
            return _("%(what)s: too few in %(place)s to set beside %(other)s")
        return _("%(what)s: %(place)s and %(other)s cannot be compared")
    if not ratio.is_clear:
        return _("%(what)s: no clear difference between %(place)s and %(other)s")
    if ratio.upper < 1:
        return _("%(what)s: less often in %(place)s than in %(other)s")
    return _("%(what)s: more often in %(place)s than in %(other)s")


def sentences(comparison: Comparison) -> list[str]:
    """Plain sentences: everyone, the groups, and who is missing from the groups."""
    said = [_about_everyone(comparison), _about_groups(comparison), _about_unknown(comparison)]
    return [sentence for sentence in said if sentence]


def _about_everyone(comparison: Comparison) -> str:
    row = comparison.everyone
    here, other, ratio = row.here.rate, row.other.rate, row.ratio
    if comparison.is_within:
        return "" if here is None else _all_of(here, comparison.place)
    if here is None or other is None or ratio is None:
        if is_hidden(row):
            return _("Too few were counted to say how often.")
        if row.here.people is None or row.other.people is None:
            return _("There is no rate: nobody knows how many there are in both.")
        return _("All children cannot be compared: the two places do not record the same groups.")
    said = f"{_all_of(here, comparison.place)} {_all_of(other, comparison.other)}"
    return f"{said} {_as_children(here, other)}".rstrip()


def _all_of(rate: Rate | Proportion, place: str) -> str:
    if isinstance(rate, Proportion):
        return _("In %(place)s it was %(share)s (%(part)s of %(whole)s).") % {
            **{"place": place, "share": percent(rate.estimate)},
            **{"part": whole(rate.x), "whole": whole(rate.n)},
        }
    return _("In %(place)s it was %(rate)s of every %(per)s (%(events)s of %(people)s).") % {
        **{"place": place, "rate": short(rate.estimate), "per": whole(rate.per)},
        **{"events": whole(rate.events), "people": whole(rate.population)},
    }


def _as_children(here: Rate | Proportion, other: Rate | Proportion) -> str:
    """The gap in children: how many more or fewer there would be here at the other rate (``gap``).

    Whether there is one, the ratio says; where it is clear the gap is one child at the least.
    """
    if isinstance(here, Proportion) or isinstance(other, Proportion):
        return ""
    apart = gap(here.events, here.population, other.events, other.population, per=here.per)
    if not (apart.relative.lower > 0 or apart.relative.upper < 0):
        return _("That is too close to call.")
    missing = apart.relative.upper < 0
    found = [apart.children.estimate, apart.children.lower, apart.children.upper]
    number, *limits = (max(round(one if missing else -one), 1) for one in found)
    numbers = {"number": whole(number), "few": whole(min(limits)), "many": whole(max(limits))}
    if missing:
        return _("To be even, it would be %(number)s more here (between %(few)s and %(many)s).") % numbers
    return _("That is %(number)s more here than at the other rate (between %(few)s and %(many)s).") % numbers


def _about_groups(comparison: Comparison) -> str:
    by_verdict: dict[str, list[str]] = {}
    for row in comparison.groups:
        by_verdict.setdefault(verdict(row), []).append(str(row.label))
    other = _("all others there") if comparison.is_within else comparison.other
    beginnings = {
        _("less often"): _("Less often than %(other)s: %(groups)s."),
        _("more often"): _("More often than %(other)s: %(groups)s."),
        _("no clear difference"): _("No clear difference: %(groups)s."),
        _("too few to say"): _("Too few to say: %(groups)s."),
        _("cannot be compared"): _("Cannot be compared: %(groups)s."),
    }
    return " ".join(
        words % {"groups": ", ".join(by_verdict[said]), "other": other}
        for said, words in beginnings.items()
        if said in by_verdict
    )


def _about_unknown(comparison: Comparison) -> str:
    """Who is in no group: known to be nobody, or how many, or some."""
    shown = comparison.unknown.here.shown if comparison.unknown else Shown(0)
    if shown is None or shown.count == 0:
        return ""
    if shown.count is None:
        return _("Of some children nobody wrote down the group; they count in the total and in no group.")
    return ngettext(
        "Of %(count)s child nobody wrote down the group; it counts in the total and in no group.",
        "Of %(count)s children nobody wrote down the group; they count in the total and in no group.",
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
