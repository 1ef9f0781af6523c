"""The page that sets a place, or its groups, beside another."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.core.access import door
from referrals.equity import findings, forest, selectors, table
from referrals.equity.chart import draw
from referrals.equity.choosing import choose
from referrals.equity.rules import Dimension, bridge
from referrals.equity.scales import LAYOUTS
from referrals.equity.selectors.labels import group_label
from referrals.tracking.models import RaceEthnicity
from referrals.tracking.rules import sees_whole_community


@door(sees_whole_community, second_factor=True)
@never_cache
def equity_own(request: Any) -> HttpResponse:
    """Our own referrals, never on one page with what the city counts.

    By month and place they may point at a child: only who follows the children reads them here, as they are;
    all others read what is released.
    """
    context = compared_as_asked(request, selectors.own_entries(request.community))
    return render(request, "equity/equity.html", context | {"at": "own"})


def compared_as_asked(request: Any, entries: list[selectors.Entry]) -> dict[str, Any]:
    """What the page shows of these tables, as its address asks."""
    asked = {
        "what": request.GET.get("what", ""),
        "by": request.GET.get("by", ""),
        "period": request.GET.get("period", ""),
        "place": request.GET.get("place", ""),
        "beside": request.GET.get("beside", ""),
    }
    found = choose(entries, asked)
    context: dict[str, Any] = {"follows": sees_whole_community(request.person)}
    if found is not None:
        _entry, comparison, choices = found
        context |= compared(comparison) | {"choices": choices}
    return context


def compared(comparison: selectors.Comparison) -> dict[str, Any]:
    """A comparison as the page says it."""
    people = str(comparison.definition.people)
    return {
        "comparison": comparison,
        "people": people,
        "measure": findings.measure_in_words(comparison.definition),
        "period": findings.period(comparison.start, comparison.end),
        "where": findings.place_in_words(comparison.here),
        "finding": findings.finding(comparison),
        "sentences": findings.sentences(comparison),
        "made_of": table.made_of(comparison),
        "pictures": [draw(comparison, layout) for layout in LAYOUTS],
        "forests": [forest.draw(comparison, layout) for layout in LAYOUTS],
        "rows": [table.in_words(row, people) for row in comparison.rows],
        "sources": table.sources(comparison),
        "bridged": bridged() if comparison.dimension == Dimension.RACE else [],
        "under_three": any(one.band == "0-4" for one in comparison.sources),
    }


def bridged() -> list[tuple[str, str]]:
    """How each answer to the question of 2024 becomes a group of the city's figures."""
    hispanic = RaceEthnicity.HISPANIC
    answers = [(str(choice.label), [choice.value]) for choice in RaceEthnicity]
    answers += [
        (_("%(hispanic)s and any other") % {"hispanic": hispanic.label}, [hispanic, RaceEthnicity.BLACK]),
        (_("Two or more others that become different groups"), [RaceEthnicity.BLACK, RaceEthnicity.WHITE]),
        (_("Nobody asked, or no answer"), []),
    ]
    return [(answer, str(group_label(Dimension.RACE, bridge(chosen)))) for answer, chosen in answers]
