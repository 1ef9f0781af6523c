"""Reading who holds what a parent shared, and who has looked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from community.core.models import AuditLine
from community.people.models import Consent, Organisation, Person
from referrals.sharing.rules import ORDER
from referrals.tracking.models import Child, Referral
from referrals.tracking.rules import LISTED


@dataclass(frozen=True)
class Held:
    """One recipient that holds children's records for one purpose, under consents that stand today.

    ``recipient`` None: the community's own team. ``since``: the first of these consents was given then.
    """

    purpose: str
    recipient: Organisation | None
    since: datetime
    consents: tuple[Consent, ...]

    @property
    def key(self) -> str:
        """How a button or an answer names it: purpose and recipient, with no name in it."""
        return self.key_of(self.consents[0])

    @staticmethod
    def key_of(consent: Consent) -> str:
        """The key under which ``consent`` counts."""
        return f"{consent.purpose}:{consent.recipient_id or 0}"

    @property
    def latest(self) -> Consent:
        return self.consents[-1]


def children_of(parent: Person) -> QuerySet[Child]:
    """The children whose parent is ``parent`` now, the eldest row first."""
    return Child.objects.of(parent.community).filter(parent=parent).order_by("pk")


def said_about(children: Iterable[int]) -> QuerySet[Consent]:
    """All that was agreed to about these children, standing or ended."""
    found = Consent.objects.filter(subject_id__in=list(children), purpose__in=ORDER)
    return found.select_related("recipient", "withdrawal", "person__community").order_by("given_at", "pk")


def held_of(children: Iterable[int]) -> list[Held]:
    """Who holds records of these children today, in the order in which a parent sees it. One query."""
    today = timezone.localdate()
    standing = said_about(children).filter(Q(ends_on=None) | Q(ends_on__gte=today), withdrawal=None)
    found: dict[tuple[int, int], list[Consent]] = {}
    for consent in standing:
        place = (ORDER.index(Consent.Purpose(consent.purpose)), consent.recipient_id or 0)
        found.setdefault(place, []).append(consent)
    return [
        Held(kept[0].purpose, kept[0].recipient, kept[0].given_at, tuple(kept))
        for _place, kept in sorted(found.items(), key=lambda item: item[0])
    ]


def ended_of(children: Iterable[int], held: Iterable[Held]) -> list[Consent]:
    """The last consent to each recipient and purpose that is over and was not given again."""
    standing = {one.key for one in held}
    last: dict[str, Consent] = {}
    for consent in said_about(children):
        last[Held.key_of(consent)] = consent
    return [consent for key, consent in last.items() if key not in standing]


def looked_at(child: Child) -> QuerySet[AuditLine]:
    """Every line of the audit about ``child``, the newest first: its own, those of its referrals, and lists
    that showed its name. The ids of a list stand in the line itself, with spaces around each."""
    own = Q(subject_type="referrals.Child", subject_id=child.pk)
    of_referrals = Q(
        subject_type="referrals.Referral",
        subject_id__in=Referral.objects.filter(child=child).values("pk"),
    )
    in_lists = Q(
        subject_type="community.Community",
        subject_id=child.community_id,
        verb=LISTED,
        shown__contains=f" {child.pk} ",
    )
    spaced = Concat(Value(" "), F("why"), Value(" "), output_field=CharField())
    lines = AuditLine.objects.of(child.community).annotate(shown=spaced)
    return lines.filter(own | of_referrals | in_lists).select_related("actor__organisation").order_by("-pk")
