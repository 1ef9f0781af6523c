"""Each clock of one child in words: its law, its last day, what paused it, what runs out next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.words import date_in_words
from referrals.tracking.clocks import DAY, RUNS_OUT, Facts, Kind, end_of, next_clock, paused_due, plan_limit
from referrals.tracking.law import Limit, limit
from referrals.tracking.life import standing
from referrals.tracking.models import Pause, Referral
from referrals.tracking.reckoning import facts_of, holding
from referrals.tracking.rules import third_birthday
from referrals.tracking.states import WITH_PLAN, State
from referrals.tracking.words import due_in_words


@dataclass(frozen=True)
class Line:
    """One clock. ``due`` None: it has no last day, and ``words`` say why."""

    kind: Kind
    cite: str
    due: date | None
    words: str
    tag: str = "quiet"
    is_next: bool = False


@dataclass(frozen=True)
class PauseLine:
    """One pause that holds, with how many days it took off the clock; None while it lasts."""

    row: Pause
    days: int | None


def clocks_of(referral: Referral, today: date) -> list[Line]:
    """The clocks of ``referral``, each with what it says today; the next one to run out is marked."""
    facts = facts_of(referral)
    reached = {line.state: line.happened_on for line in standing(referral.steps.all())}
    following = next_clock(facts)
    lines = [
        *_to_refer(referral, facts),
        *_to_plan(facts, reached, today),
        *_to_services(facts, reached, today),
        *_birthday(facts, today),
    ]
    kind = following.kind if following else None
    if kind == Kind.PAUSE:
        kind = Kind.PLAN
    return [Line(**{**vars(line), "is_next": line.kind == kind}) for line in lines]


def pauses_of(referral: Referral) -> list[PauseLine]:
    """The pauses that hold."""
    return [
        PauseLine(pause, (pause.until_on - pause.from_on).days if pause.until_on else None)
        for pause in holding(referral.pauses.all())
    ]


def _to_refer(referral: Referral, facts: Facts) -> Iterator[Line]:
    """From the day the concern was seen: two working days in New York, else seven days."""
    seen = referral.identified_on
    allowed = limit(Kind.REFER, area=facts.area, on=seen or facts.referred_on)
    if allowed is None:
        return
    if seen is None:
        yield Line(Kind.REFER, allowed.cite, None, _("not recorded when somebody first saw the concern"))
    else:
        due = end_of(seen, allowed)
        yield _measured(Kind.REFER, allowed, due, facts.referred_on, facts.referred_on)


def _to_plan(facts: Facts, reached: dict[str, date], today: date) -> Iterator[Line]:
    allowed = plan_limit(facts)
    if allowed is None:
        last = limit(Kind.LAST_DAYS, area=facts.area, on=facts.referred_on)
        words = _("no plan is due: the child was referred in the last days before turning three")
        yield Line(Kind.PLAN, last.cite if last else "", None, words)
        return
    due = paused_due(facts.referred_on, allowed.days, facts.stops)
    done = reached.get(State.PLAN)
    if due is None and done is None and facts.state != State.CLOSED:
        since = min(stop.from_on for stop in facts.stops if stop.until_on is None)
        words = _("paused since %(day)s") % {"day": date_in_words(since)}
        yield Line(Kind.PLAN, allowed.cite, None, words, "wait")
        return
    yield _measured(Kind.PLAN, allowed, due, done, None if facts.state == State.CLOSED else today)


def _to_services(facts: Facts, reached: dict[str, date], today: date) -> Iterator[Line]:
    planned = reached.get(State.PLAN)
    allowed = limit(Kind.SERVICES, area=facts.area, on=planned) if planned else None
    if planned and allowed:
        due = end_of(planned, allowed)
        running = None if facts.state == State.CLOSED else today
        yield _measured(Kind.SERVICES, allowed, due, reached.get(State.SERVICES), running)


def _birthday(facts: Facts, today: date) -> Iterator[Line]:
    """The third birthday, and before a plan the last day on which a referral still leads to one."""
    birthday = third_birthday(facts.birth_date)
    last = limit(Kind.LAST_DAYS, area=facts.area, on=facts.referred_on)
    if last and facts.state not in (*WITH_PLAN, State.CLOSED):
        begins = birthday - last.days * DAY
        words = _("begin: ask the parent about preschool special education (CPSE)")
        yield Line(Kind.LAST_DAYS, last.cite, begins, words, "wait" if begins <= today else "quiet")
    left = (birthday - today).days
    words = due_in_words(left) if facts.state != State.CLOSED else ""
    yield Line(Kind.THIRD_BIRTHDAY, "34 CFR 303.21", birthday, words, _tag(left) if words else "quiet")


def _measured(kind: Kind, allowed: Limit, due: date | None, done: date | None, today: date | None) -> Line:
    """A clock that was met, missed, runs, or ended with the referral (``today`` None)."""
    if done is not None and due is not None:
        late = (done - due).days
        if late <= 0:
            words = _("in time, on %(day)s") % {"day": date_in_words(done)}
            return Line(kind, allowed.cite, due, words, "go")
        words = ngettext("%(late)s day late, on %(day)s", "%(late)s days late, on %(day)s", late) % {
            "late": late,
            "day": date_in_words(done),
        }
        return Line(kind, allowed.cite, due, words, "stop")
    if done is not None:
        words = _("on %(day)s, while paused") % {"day": date_in_words(done)}
        return Line(kind, allowed.cite, None, words, "go")
    if today is None or due is None:
        return Line(kind, allowed.cite, due, _("ended with the referral"))
    left = (due - today).days
    return Line(kind, allowed.cite, due, due_in_words(left), _tag(left))


def _tag(left: int) -> str:
    if left < 0:
        return "stop"
    return "wait" if left <= RUNS_OUT else "quiet"
