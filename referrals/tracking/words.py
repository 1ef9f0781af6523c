"""How a clock is said."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.words import date_in_words, month_in_words
from referrals.tracking.clocks import RUNS_OUT, Clock, Kind, next_clock
from referrals.tracking.models import Referral
from referrals.tracking.reckoning import facts_of


def due_in_words(days_left: int) -> str:
    """ "due in 3 days", "due today", "2 days late"."""
    if days_left < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days_left) % {"days": -days_left}
    if days_left == 0:
        return _("due today")
    return ngettext("due in %(days)s day", "due in %(days)s days", days_left) % {"days": days_left}


def month_due_in_words(months_left: int) -> str:
    """The same of a third birthday of which only the month is known."""
    if months_left < 0:
        return _("is three already")
    if months_left == 0:
        return _("turns three this month")
    words = ngettext("turns three in %(months)s month", "turns three in %(months)s months", months_left)
    return words % {"months": months_left}


@dataclass(frozen=True)
class Due:
    """A clock as a page shows it."""

    clock: Clock
    days_left: int
    # Lists know a third birthday by its month only.
    is_rounded: bool = False

    @property
    def is_month(self) -> bool:
        return self.is_rounded and self.clock.kind == Kind.THIRD_BIRTHDAY

    @property
    def months_left(self) -> int:
        """Of a month: 0 while it runs, negative once it is over."""
        due, today = self.clock.due, self.clock.due - timedelta(days=self.days_left)
        return (due.year - today.year) * 12 + due.month - today.month

    @property
    def words(self) -> str:
        return month_due_in_words(self.months_left) if self.is_month else due_in_words(self.days_left)

    @property
    def when(self) -> str:
        """The last day, or its month."""
        return month_in_words(self.clock.due) if self.is_month else date_in_words(self.clock.due)

    @property
    def what(self) -> str:
        return str(self.clock.kind.label)

    @property
    def tag(self) -> str:
        """The look of the tag that holds the words; the words say the same without it."""
        if self.months_left < 0 if self.is_month else self.days_left < 0:
            return "stop"
        return "wait" if self.days_left <= RUNS_OUT else "quiet"


def due_of(referral: Referral, today: date) -> Due | None:
    """The next clock of ``referral`` as a page shows it; None for a closed one."""
    clock = next_clock(facts_of(referral))
    return Due(clock, clock.days_left(today)) if clock else None


def kept_due_of(referral: Referral, today: date) -> Due | None:
    """The same as lists know it: of a third birthday only the month. None for a closed one."""
    if referral.due_on is None:
        return None
    clock = Clock(Kind(referral.due_kind), referral.due_on)
    return Due(clock, clock.days_left(today), is_rounded=True)
