"""Reading who holds what a parent shared, and who has looked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from community.core.models import AuditLine
from community.people.models import Community, Consent, Organisation, Person, StaffRole
from community.people.selectors import staff_of
from referrals.sharing.models import Glass
from referrals.sharing.rules import ORDER
from referrals.tracking.holding import held_by
from referrals.tracking.models import Child, Referral
from referrals.tracking.rules import LISTED, sees_whole_community


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


def open_glass(person: Person, referral: Referral) -> Glass | None:
    """The hour in which ``person`` may see ``referral``, if one runs now."""
    found = Glass.objects.filter(person=person, referral=referral, opened_at__lte=timezone.now())
    last = found.order_by("-opened_at").first()
    return last if last is not None and last.is_open else None


def glasses_of(community: Community) -> QuerySet[Glass]:
    """All records that were opened with a reason, the newest first."""
    found: QuerySet[Glass] = Glass.objects.of(community)
    return found.select_related("person__organisation", "referral", "look__person").order_by("-pk")


def unlooked_for(person: Person) -> QuerySet[Glass]:
    """Those into which nobody has looked yet, and ``person`` may."""
    return glasses_of(person.community).filter(look=None).exclude(person=person)


def watchers_of(glass: Glass) -> QuerySet[Person]:
    """Who hears that ``glass`` was broken: everybody who keeps watch, but the one who broke it."""
    posts = (StaffRole.Role.AMBASSADOR, StaffRole.Role.COORDINATOR)
    found = staff_of(glass.referral.community, *posts).exclude(pk=glass.person_id)
    return found.select_related("community").order_by("pk")


def kept_for(person: Person) -> QuerySet[Referral]:
    """What remains for ``person`` of referrals whose parent has ended what they held: number, days and
    states, which the agency must be able to show (34 CFR 303.303(a)(2)(i) and 303.401(d)). No name."""
    everyone = Referral.objects.of(person.community)
    if not sees_whole_community(person):
        own = person.organisation_id
        everyone = everyone.filter(Q(organisation=own) | Q(receiver=own))
    rest = everyone.exclude(pk__in=held_by(person).values("pk"))
    return rest.only("pk", "referred_on", "state", "state_since", "closed_reason").order_by(
        "-referred_on", "-pk"
    )
