"""How far the children whom our partners referred came."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.core.access import door
from referrals.equity import findings, funnels
from referrals.equity.choosing import pick
from referrals.equity.rules import Dimension
from referrals.equity.selectors import Way, own_periods, own_ways
from referrals.equity.selectors.own import BY
from referrals.equity.selectors.own_steps import STEPS
from referrals.tracking.rules import sees_whole_community


@door(sees_whole_community, second_factor=True)
@never_cache
def equity_steps(request: Any) -> HttpResponse:
    """The way of everyone and of each group, in one period."""
    asked = {"by": request.GET.get("by", ""), "period": request.GET.get("period", "")}
    context: dict[str, Any] = {"follows": True, "at": "steps"}
    periods = {f"{start}/{end}": (start, end) for start, end in own_periods(request.community)}
    if periods:
        dimensions = {one.value: str(Dimension(one).label) for one in BY}
        by = pick("by", _("By"), dimensions, asked, next(iter(dimensions)))
        said = {key: findings.period(*days) for key, days in periods.items()}
        when = pick("period", _("When"), said, asked, next(iter(said)))
        ways = own_ways(request.community, by.chosen, periods[when.chosen])
        context |= {"choices": (by, when), "period": said[when.chosen], **_shown(ways)}
    return render(request, "equity/steps.html", context)


def _shown(ways: list[Way]) -> dict[str, Any]:
    pictures = [funnels.draw(way) for way in ways]
    return {
        "pictures": pictures,
        "caption": _("Children at each step, and how many were lost before it"),
        "headings": [_("Group"), *(capfirst(str(step.label)) for step in STEPS)],
        "rows": [
            [picture.title, *(", ".join(filter(None, (bar.reached, bar.lost))) for bar in picture.bars)]
            for picture in pictures
        ],
    }
