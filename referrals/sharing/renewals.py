"""Consents that end by themselves: whose parent is to be asked if they go on, and what came of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from community.people.models import Community, Consent
from referrals.sharing.models import Renewal
from referrals.sharing.rules import ASK_FIRST, ASK_LAST
from referrals.tracking.holding import ending_soon
from referrals.tracking.models import Child, Referral
from referrals.tracking.selectors import agreed_to_texts
from referrals.tracking.states import State

What = Renewal.What


def _on_its_way() -> QuerySet[Referral]:
    """The open referral of the child of the outer consent, whose parent gave it."""
    found: QuerySet[Referral] = Referral.objects.filter(
        child=OuterRef("subject_id"), child__parent=OuterRef("person"), child__erased_at=None
    )
    return found.exclude(state=State.CLOSED)


def _goes_on() -> QuerySet[Consent]:
    """A longer yes to what the outer consent is for. Its purpose says whether it has a recipient."""
    found: QuerySet[Consent] = Consent.objects.filter(
        Q(recipient=OuterRef("recipient")) | Q(recipient=None),
        Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")),
        purpose=OuterRef("purpose"),
        subject_id=OuterRef("subject_id"),
        withdrawal=None,
    )
    return found


def ending(child_or_community: Child | Community, *, today: date) -> QuerySet[Consent]:
    """What ends within a month and does not go on, about children with an open referral, first to end first.

    Where there is no open referral nothing is left to share, so it ends quietly.
    """
    soon = ending_soon(child_or_community, until=today + ASK_FIRST)
    return soon.filter(Exists(_on_its_way()), ~Exists(_goes_on()))


def to_ask(community: Community) -> QuerySet[Consent]:
    """What a parent of ``community`` is to be asked about now: a month before the end, and again a week
    before it, unless they have answered."""
    today = community.today()
    said = Renewal.objects.filter(consent=OuterRef("pk"))
    in_last_days = Q(ends_on__lte=today + ASK_LAST)
    return ending(community, today=today).filter(
        in_last_days & ~Exists(said.filter(what=What.LAST)) | ~in_last_days & ~Exists(said),
        Exists(_on_its_way().filter(Exists(agreed_to_texts()))),
        ~Exists(said.filter(what__in=Renewal.ANSWERS)),
    )


def together_with(consent: Consent) -> QuerySet[Consent]:
    """All that its parent agreed to about children until the same day: one question asks about it."""
    found: QuerySet[Consent] = Consent.objects.filter(
        person=consent.person_id, ends_on=consent.ends_on, purpose__in=Consent.OF_A_CHILD
    )
    return found.select_related("recipient", "person__community").order_by("pk")


def to_answer(consent: Consent) -> QuerySet[Consent]:
    """What of that can still be answered: it stands, and the referral is open."""
    standing = together_with(consent).filter(withdrawal=None, ends_on__gte=timezone.localdate())
    return standing.filter(Exists(_on_its_way()))


@dataclass(frozen=True)
class Ending:
    """One consent that ends soon. ``asked_on`` None: not asked yet; ``said_no``: the parent lets it end."""

    consent: Consent
    asked_on: date | None
    said_no: bool


def endings_of(
    child_or_community: Child | Community, *, today: date, children: Collection[int] | None = None
) -> dict[int, list[Ending]]:
    """By child what ends soon, the first to end first. Two queries."""
    rows: Any = ending(child_or_community, today=today)
    if children is not None:
        rows = rows.filter(subject_id__in=children)
    found: dict[int, list[Ending]] = defaultdict(list)
    lines = Prefetch("renewals", queryset=Renewal.objects.order_by("pk"), to_attr="said")
    for consent in rows.prefetch_related(lines):
        found[consent.subject_id].append(_ending(consent, consent.said))
    return dict(found)


def _ending(consent: Consent, said: Iterable[Renewal]) -> Ending:
    asked = [line.at for line in said if line.what not in Renewal.ANSWERS]
    answers = [line.what for line in said if line.what in Renewal.ANSWERS]
    return Ending(
        consent,
        asked_on=timezone.localtime(asked[-1]).date() if asked else None,
        said_no=bool(answers) and answers[-1] == What.NO,
    )


def first_to_end(referral: Referral) -> Consent | None:
    """What of the child of ``referral`` ends first within a month, or None."""
    return ending(referral.child, today=referral.community.today()).first()
