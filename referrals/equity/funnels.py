"""The bars of a funnel, ``templates/equity/funnel.html``: each step with who came so far, and who was lost.

Lengths are percent of the width, so that letters keep their size; every bar says its numbers beside it.
"""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from referrals.equity.findings import percent, rate_in_words, whole
from referrals.equity.measures import Step
from referrals.equity.selectors import Way
from referrals.tracking.states import State

ROW = 66


class Bar(NamedTuple):
    """One step: its bar, the interval on it, and both in words."""

    y: int
    width: float
    low: float
    high: float
    label: str
    reached: str
    lost: str


class Picture(NamedTuple):
    """One group's funnel; ``words`` says the same to those who do not see it."""

    key: str
    title: str
    height: int
    bars: list[Bar]
    words: str
    finding: str


def draw(way: Way) -> Picture:
    """The funnel of one group."""
    bars = [_bar(step, place) for place, step in enumerate(way.funnel.steps)]
    said = "; ".join(f"{bar.label}: {bar.reached}{', ' + bar.lost if bar.lost else ''}" for bar in bars)
    return Picture(way.group, way.label, len(bars) * ROW + 4, bars, said, where_lost(way))


def where_lost(way: Way) -> str:
    """The step before which most were lost."""
    lost = [step for step in way.funnel.steps if step.lost and step.loss]
    if not lost:
        return _("Nobody was lost on the way so far.")
    worst = max(lost, key=lambda step: step.lost)
    return _("Most did not get as far as “%(step)s”: %(lost)s.") % {
        "step": State(worst.name).label,
        "lost": _lost(worst),
    }


def _bar(step: Step, place: int) -> Bar:
    share = step.reached
    return Bar(
        y=place * ROW,
        width=round(share.estimate * 100, 2),
        low=round(share.lower * 100, 2),
        high=round(share.upper * 100, 2),
        label=capfirst(str(State(step.name).label)),
        reached=whole(step.count) if place == 0 else rate_in_words(share),
        lost=_lost(step) if step.lost else "",
    )


def _lost(step: Step) -> str:
    """ "12 of 85 lost (14%)"."""
    assert step.loss is not None  # noqa: S101  nobody is lost of nobody
    return _("%(lost)s of %(before)s lost (%(percent)s)") % {
        "lost": whole(step.lost),
        "before": whole(step.loss.n),
        "percent": percent(step.loss.estimate),
    }
