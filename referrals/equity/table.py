"""The rows of the table, and where their numbers come from, in words."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from community.core.words import month_in_words
from referrals.equity.findings import (
    between,
    count_in_words,
    label,
    period,
    ratio_in_words,
    short,
    verdict,
    whole,
)
from referrals.equity.rules import EVERYONE, Place
from referrals.equity.selectors import Cell, Comparison, Row


class CellInWords(NamedTuple):
    """One cell of the table: the rate or what stands in its place, its making, and its interval."""

    main: str
    made_of: str
    interval: str


class RowInWords(NamedTuple):
    label: str
    here: CellInWords
    rest: CellInWords
    verdict: str
    ratio: str


def in_words(row: Row) -> RowInWords:
    """A row of the table."""
    ratio = row.ratio
    return RowInWords(
        label=label(row.group),
        here=_cell(row.here),
        rest=_cell(row.rest),
        verdict=verdict(row),
        ratio=ratio_in_words(ratio) if ratio else "",
    )


def _cell(cell: Cell) -> CellInWords:
    if cell.rate is not None:
        main = _("%(rate)s per 1,000") % {"rate": short(cell.rate.estimate)}
        made_of = _("%(events)s of %(children)s children") % {
            "events": whole(cell.rate.events),
            "children": whole(cell.rate.population),
        }
        return CellInWords(main, made_of, between(cell.rate))
    main = count_in_words(cell.shown)
    if cell.children is None:
        return CellInWords(main, _("no rate: how many children there are is not known"), "")
    return CellInWords(main, _("of %(children)s children") % {"children": whole(float(cell.children))}, "")


class SourceInWords(NamedTuple):
    """Where some figures come from. ``note`` says how an approximate one was made."""

    what: str
    when: str
    source: str
    note: str
    is_sample: bool


def sources(comparison: Comparison) -> list[SourceInWords]:
    """Each source of a comparison once, counts first."""
    counted = period(comparison.start, comparison.end)
    lived = month_in_words(comparison.as_of)
    found = [
        SourceInWords(
            _("%(measure)s, %(place)s")
            % {"measure": count.get_measure_display(), "place": _place(comparison, count.place)},
            counted,
            count.source,
            "",
            count.is_sample,
        )
        for count in comparison.counts
    ]
    found += [
        SourceInWords(
            _("%(group)s aged 0 to 4, %(place)s")
            % {
                "group": _("All children") if one.group == EVERYONE else _("Children by group"),
                "place": one.place_name,
            },
            lived,
            one.source,
            one.approximation,
            one.is_sample,
        )
        for one in comparison.denominators
    ]
    return list(dict.fromkeys(found))


def made_of(comparison: Comparison) -> str:
    """The counts behind the picture, whose they are, and when the children were counted."""
    here, rest = comparison.everyone.here, comparison.everyone.rest
    whose = list(dict.fromkeys(count.source for count in comparison.counts))
    approximate = dict.fromkeys(one.approximation for one in comparison.denominators if one.approximation)
    said = _(
        "Referred: %(here)s in %(place)s, %(rest)s in the rest of %(city)s (%(sources)s). "
        "Children as of %(month)s, under three approximated."
    ) % {
        "here": count_in_words(here.shown),
        "rest": count_in_words(rest.shown),
        "place": comparison.place,
        "city": comparison.city,
        "sources": ", ".join(whose),
        "month": month_in_words(comparison.as_of),
    }
    by_group = _("By group in %(place)s: %(how)s.")
    return " ".join([said, *(by_group % {"place": comparison.place, "how": how} for how in approximate)])


def _place(comparison: Comparison, place: str) -> str:
    if place == Place.NEIGHBORHOOD:
        return comparison.place
    return _("rest of %(city)s") % {"city": comparison.city}
