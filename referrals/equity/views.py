"""The page that sets the neighborhood beside the rest of the city."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from community.core.access import door
from community.people.rules import is_known
from referrals.equity import findings, selectors, table
from referrals.equity.chart import NARROW, WIDE, draw
from referrals.equity.rules import bridge
from referrals.tracking.models import RaceEthnicity


@door(is_known)
def equity(request: Any) -> HttpResponse:
    """Referrals by group here and in the rest of the city; only counts that point at nobody."""
    published = selectors.published_indicators(request.community)
    context: dict[str, Any] = {"indicators": [(findings.value(one), one) for one in published]}
    comparison = selectors.compare(request.community)
    if comparison is not None:
        context |= compared(comparison)
    return render(request, "equity/equity.html", context)


def compared(comparison: selectors.Comparison) -> dict[str, Any]:
    """A comparison as the page says it."""
    rest = _("rest of %(city)s") % {"city": comparison.city}
    return {
        "comparison": comparison,
        "period": findings.period(comparison.start, comparison.end),
        "finding": findings.finding(comparison),
        "sentences": findings.sentences(comparison),
        "rest": rest,
        "made_of": table.made_of(comparison),
        "pictures": [
            draw(comparison, layout, place=comparison.place, rest=rest) for layout in (NARROW, WIDE)
        ],
        "rows": [table.in_words(row) for row in comparison.rows],
        "sources": table.sources(comparison),
        "bridged": bridged(),
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
    return [(answer, findings.label(bridge(chosen))) for answer, chosen in answers]
