"""Our own referrals, month by month."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.core.access import door
from community.core.words import date_in_words, month_in_words
from referrals.equity import series as pictures
from referrals.equity.choosing import Choice, pick
from referrals.equity.findings import whole
from referrals.equity.selectors import Series, own_series
from referrals.equity.tables import OWN_DEFINITIONS
from referrals.tracking.rules import sees_whole_community


@door(sees_whole_community, second_factor=True)
@never_cache
def equity_months(request: Any) -> HttpResponse:
    """One measure over time with its median and signals, and with what was decided and promised meanwhile."""
    asked = {"what": request.GET.get("what", ""), "change": request.GET.get("change", "")}
    measures = {key: str(one.events) for key, one in OWN_DEFINITIONS.items()}
    what = pick("what", _("What"), measures, asked, next(iter(measures)))
    series = own_series(request.community, what.chosen, changed_on=_day(asked["change"]))
    context: dict[str, Any] = {"follows": True, "at": "months"}
    if series is not None:
        context |= _shown(series) | {"choices": (what, _changes(series, asked))}
    return render(request, "equity/months.html", context)


def _day(asked: str) -> date | None:
    """The day that the address names; nothing where it names none."""
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None


def _changes(series: Series, asked: dict[str, str]) -> Choice:
    """Where a phase of its own may begin: after any of the marks."""
    days = {mark.day.isoformat(): f"{date_in_words(mark.day)}: {mark.words}" for mark in series.marks}
    return pick("change", _("New phase after"), {"": _("no change: one phase"), **days}, asked, "")


def _shown(series: Series) -> dict[str, Any]:
    definition = series.definition
    return {
        "title": capfirst(str(definition.events)),
        "unit": _("in percent of those referred in the month") if definition.per is None else _("a month"),
        "is_share": definition.per is None,
        "picture": pictures.draw(series),
        "sentences": pictures.in_words(series),
        "marks": series.marks,
        "caption": _("Month by month"),
        "headings": [_("Month"), _("Counted"), _("Of those referred"), _("Value")],
        "rows": [
            [month_in_words(month), whole(counted), whole(referred), _value(series, number)]
            for month, (counted, referred), number in zip(
                series.months, series.made_of, series.values, strict=True
            )
        ],
    }


def _value(series: Series, number: float | None) -> str:
    return _("nobody was referred") if number is None else pictures.value(series, number)
