"""The rows of the table, and where their numbers come from, in words."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from community.core.words import month_in_words
from referrals.equity.findings import (
    between,
    count_in_words,
    is_of_all,
    period,
    place_in_words,
    rate_in_words,
    ratio_in_words,
    verdict,
    whole,
)
from referrals.equity.rules import AgeBand
from referrals.equity.selectors import Cell, Comparison, Row
from referrals.equity.tables import Source


class CellInWords(NamedTuple):
    """One cell of the table: the rate or what stands in its place, its making, and its interval."""

    main: str
    made_of: str
    interval: str


class RowInWords(NamedTuple):
    label: str
    here: CellInWords
    other: CellInWords
    verdict: str
    ratio: str


def in_words(row: Row, people: str) -> RowInWords:
    """A row of the table; ``people`` are whom the rates are of."""
    ratio = row.ratio
    return RowInWords(
        label=str(row.label),
        here=_cell(row.here, people),
        other=CellInWords("–", "", "") if is_of_all(row) else _cell(row.other, people),
        verdict=verdict(row),
        ratio=ratio_in_words(ratio) if ratio else "",
    )


def _cell(cell: Cell, people: str) -> CellInWords:
    if cell.rate is not None and cell.shown is not None and cell.people is not None:
        made_of = _("%(events)s of %(number)s %(people)s") % {
            "events": whole(cell.shown.count or 0),
            "number": whole(float(cell.people)),
            "people": people,
        }
        return CellInWords(rate_in_words(cell.rate), made_of, between(cell.rate))
    main = count_in_words(cell.shown)
    if cell.people is None:
        return CellInWords(main, _why_no_rate(cell), "")
    of = _("of %(number)s %(people)s") % {"number": whole(float(cell.people)), "people": people}
    return CellInWords(main, of, "")


def _why_no_rate(cell: Cell) -> str:
    """Those whom a share is of are counted: a number that is missing is hidden, or is nobody."""
    if cell.per is not None:
        return _("no rate: how many there are is not known")
    is_hidden = cell.shown is not None and cell.shown.count is None
    return _("no rate: of how many is not shown") if is_hidden else ""


class SourceInWords(NamedTuple):
    """Where some figures come from. ``note`` says how an approximate one was made."""

    what: str
    when: str
    source: str
    note: str
    is_sample: bool


def sources(comparison: Comparison) -> list[SourceInWords]:
    """Each source of a comparison once, counts first, with the kind of place and the age it is of."""
    return list(dict.fromkeys(_source(comparison, one) for one in comparison.sources))


def _source(comparison: Comparison, one: Source) -> SourceInWords:
    names = {"what": capfirst(str(one.what)), "place": place_in_words(one.place)}
    if one.as_of is None:
        said = _("%(what)s, %(place)s") % names
        return SourceInWords(
            said, period(comparison.start, comparison.end), one.source, "", is_sample=one.is_sample
        )
    said = _("%(what)s, %(ages)s, %(place)s") % {**names, "ages": AgeBand(one.band).label}
    return SourceInWords(said, month_in_words(one.as_of), one.source, one.how, is_sample=one.is_sample)


def made_of(comparison: Comparison) -> str:
    """The counts behind the picture, whose they are, and when the children were counted."""
    row, counts = comparison.everyone, [one for one in comparison.sources if one.as_of is None]
    children = [one for one in comparison.sources if one.as_of is not None]
    counted = [
        f"{count_in_words(cell.shown)} ({name})"
        for cell, name in ((row.here, comparison.place), (row.other, comparison.other))
        if cell.shown is not None
    ]
    whose = list(dict.fromkeys(one.source for one in counts))
    said = [
        _("Counted: %(counts)s. Source: %(sources)s.")
        % {
            "counts": ", ".join(counted) or _("not recorded"),
            "sources": ", ".join(whose),
        }
    ]
    months = dict.fromkeys(month_in_words(one.as_of) for one in children if one.as_of)
    if months:
        said.append(_("Out of the number as of %(months)s.") % {"months": ", ".join(months)})
    if any(one.band == AgeBand.UNDER_FIVE for one in children):
        said.append(_("Children under three are an approximation: three fifths of those aged 0 to 4."))
    for one in dict.fromkeys((one.place.name, one.how) for one in children if one.how):
        said.append(_("By group in %(place)s: %(how)s.") % {"place": one[0], "how": one[1]})
    return " ".join(said)
