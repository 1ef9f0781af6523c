"""Figures for the demo: the city's real numbers of children, and made-up counts that say so."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from referrals.equity.forms import check_rows, read_csv
from referrals.equity.models import Trial
from referrals.equity.rules import GroupKey, Measured, Place
from referrals.equity.services import fold, keep_figures

POPULATION = Path(settings.ROOT) / "data" / "population"
FILES = {
    "denominators": "denominators",
    "sample_split": "denominators",
    "births": "denominators",
    "infant_deaths": "counts",
}
# Children referred in a year, made up: about 100 of every 1,000 in the city; here Black children as often,
# Hispanic children less often, and some groups too small to show.
REFERRED = {
    Place.NEIGHBORHOOD: {
        GroupKey.BLACK: 187,
        GroupKey.HISPANIC: 58,
        GroupKey.WHITE: 6,
        GroupKey.ASIAN_NHPI: 4,
        GroupKey.AIAN: 1,
        GroupKey.MULTIRACIAL: 14,
        GroupKey.UNKNOWN: 12,
    },
    Place.REST: {
        GroupKey.BLACK: 5483,
        GroupKey.HISPANIC: 10894,
        GroupKey.WHITE: 8712,
        GroupKey.ASIAN_NHPI: 3406,
        GroupKey.AIAN: 31,
        GroupKey.MULTIRACIAL: 1187,
        GroupKey.UNKNOWN: 1246,
    },
}


def seed_figures(cast: Any) -> None:
    """Import the figures of ``data/population``, and sample counts of the twelve months before this.

    The referrals of the demo are there already: they are folded, so that the page has them at once.
    """
    for name, kind in FILES.items():
        with (POPULATION / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            keep_figures(cast.community, read_csv(lines, kind=kind))
    fold(cast.community)
    keep_figures(cast.community, check_rows(enumerate(_sample_counts(cast.today), start=1), kind="counts"))


def _sample_counts(today: date) -> list[dict[str, Any]]:
    this_month = today.replace(day=1)
    return [
        {
            "measure": Measured.REFERRED,
            "place": place,
            "place_kind": "zip",
            "place_code": "11212",
            "group": group,
            "period_start": this_month.replace(year=this_month.year - 1).isoformat(),
            "period_end": (this_month - timedelta(days=1)).isoformat(),
            "events": events,
            "source": "sample data",
            "is_sample": "yes",
        }
        for place, groups in REFERRED.items()
        for group, events in groups.items()
    ]


def seed_trials(cast: Any) -> None:
    """Two tests of change, for the list and for the picture of months."""
    Trial.objects.bulk_create(_sample_trials(cast))


def _sample_trials(cast: Any) -> list[Trial]:
    """One test of change that taught something, and one that is being tried."""
    told = {"community": cast.community, "owner": cast.ambassador}
    began = cast.today - timedelta(days=240)
    return [
        Trial(
            **told,
            hypothesis=_("If we call within two days, more families are reached."),
            measure="contacted",
            starts_on=began,
            state=Trial.State.DONE,
            ended_on=began + timedelta(days=90),
            learned=_("Evening calls reached more families than early ones. Two days was hard in August."),
            act=Trial.Next.ADAPT,
        ),
        Trial(
            **told,
            hypothesis=_("If a neighbor goes along, more children are evaluated."),
            measure="evaluated",
            starts_on=cast.today - timedelta(days=60),
            state=Trial.State.RUNNING,
        ),
    ]
