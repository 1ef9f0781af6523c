"""Which families are to be asked now, and what they said."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone
from django.utils.timezone import localdate

from community.people.models import Community
from referrals.family import rules
from referrals.family.models import Answer, Asked
from referrals.family.rules import Key, Question, Worry
from referrals.tracking.models import Referral, Step
from referrals.tracking.selectors import agreed_to_texts
from referrals.tracking.states import State


def to_ask(community: Community, question: Question) -> QuerySet[Referral]:
    """Referrals of ``community`` whose family is to be asked ``question`` now.

    Their moment is here, they were not asked it yet, nor anything about any child in the last week; the
    consents to the referral and to texts both stand.
    """
    now, today = timezone.now(), community.today()
    asked: Any = Asked.objects.filter(question=question.key, referral=OuterRef("pk"))
    if question.again is not None:
        asked = asked.filter(asked_at__gt=now - timedelta(days=question.again))
    lately = Asked.objects.filter(
        referral__child__parent=OuterRef("child__parent"), asked_at__gt=now - rules.ASK_APART
    )
    moment = {
        f"{question.counted_from}__gt": today - timedelta(days=question.until),
        f"{question.counted_from}__lte": today - timedelta(days=question.after),
    }
    found: QuerySet[Referral] = Referral.objects.of(community).filter(
        Exists(agreed_to_texts()),
        ~Exists(asked),
        ~Exists(lately),
        state__in=question.states,
        consent__withdrawal=None,
        child__parent__phone__isnull=False,
        **moment,
    )
    return found.select_related("child__parent__community").order_by("pk")


@dataclass(frozen=True)
class Said:
    """What stands of one question: the latest answer of its latest moment; ``value`` is "" without one."""

    question: Question
    asked_at: datetime
    value: str = ""
    said_at: datetime | None = None

    @property
    def words(self) -> str:
        """The answer as a page tells it."""
        return str(self.question.choices[self.value].tells) if self.value else ""

    @property
    def is_worry(self) -> bool:
        return bool(self.value) and self.question.choices[self.value].leads_to is not None

    @property
    def at(self) -> datetime:
        return self.said_at or self.asked_at


def said_by(referral_ids: Collection[int]) -> dict[int, list[Said]]:
    """What stands of every question each family was asked, what was said or asked last first. Two queries."""
    answers = Prefetch("answers", queryset=Answer.objects.order_by("number"), to_attr="said")
    found: dict[int, dict[str, Said]] = defaultdict(dict)
    for asked in Asked.objects.filter(referral__in=referral_ids).order_by("moment").prefetch_related(answers):
        question, last = rules.QUESTIONS[asked.question], asked.said[-1] if asked.said else None
        found[asked.referral_id][asked.question] = Said(
            question, asked.asked_at, last.value if last else "", last.said_at if last else None
        )
    return {pk: sorted(said.values(), key=lambda one: one.at, reverse=True) for pk, said in found.items()}


def worries_of(referral_ids: Sequence[int]) -> dict[int, list[tuple[Worry, datetime]]]:
    """What each family says that somebody should act on, with the moment it said so, worst first.

    That nobody called is settled by a later step of the provider; all else until somebody reaches them.
    Three queries.
    """
    last_step = Step.objects.filter(referral=OuterRef("pk"), state=OuterRef("state")).order_by("-number")
    rows = (
        Referral.objects.filter(pk__in=referral_ids)
        .exclude(state=State.CLOSED)
        .annotate(noted_at=Subquery(last_step.values("recorded_at")[:1]))
        .select_related("community")
    )
    said = said_by(referral_ids)
    return {row.pk: sorted(_worries(row, said.get(row.pk, []))) for row in rows}


def _worries(row: Any, said: Sequence[Said]) -> list[tuple[Worry, datetime]]:
    found = []
    for one in said:
        if one.said_at is None:
            continue
        if one.question.key == Key.HELP and one.value == "yes":
            found.append((Worry.HELP, one.said_at))
        if one.question.key == Key.CALLED:
            speaks: dict[str, Any] = {
                "answered_on": localdate(one.said_at, timezone=row.community.zone),
                "stepped_on": rules.stepped_on(row.state, row.state_since),
                "noted_since": bool(row.noted_at and row.noted_at > one.said_at),
            }
            if rules.contradicts(one.value, **speaks):
                found.append((Worry.DISAGREE, one.said_at))
            elif rules.nobody_called(one.value, **speaks):
                found.append((Worry.UNCALLED, one.said_at))
    return found
