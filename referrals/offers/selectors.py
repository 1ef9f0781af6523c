"""Reading offers: what waits for whose answer, and what went back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from community.people.models import Community, Group, Membership, Organisation, Person
from community.people.selectors import staff_of
from referrals.directory.models import Service
from referrals.directory.selectors import services_of
from referrals.offers.models import Offer
from referrals.offers.rules import ESCALATE_AFTER
from referrals.offers.states import ALIVE, State
from referrals.tracking.models import Referral, Step
from referrals.tracking.rules import may_log, sees_whole_community
from referrals.tracking.selectors import referrals_for
from referrals.tracking.states import BEFORE_CALL, Turn

CLOSED = Referral.State.CLOSED


def offers_for(person: Person) -> QuerySet[Offer]:
    """The offers ``person`` may see: those of referrals they may see at all."""
    rows: QuerySet[Offer] = Offer.objects.of(person.community)
    return rows.filter(referral__in=referrals_for(person)).select_related(
        *("referral__child__parent", "referral__organisation", "referral__receiver", "referral__community"),
        *("organisation", "service", "answered_by", "offered_by"),
    )


def alive(rows: QuerySet[Offer]) -> QuerySet[Offer]:
    """Those that still wait: the referral is open, and with the organization that is asked."""
    return rows.filter(state__in=ALIVE, referral__receiver=F("organisation")).exclude(referral__state=CLOSED)


def to_answer(person: Person) -> QuerySet[Offer]:
    """What waits for ``person``'s own organization; for the Ambassador, all that waits anywhere."""
    rows = alive(offers_for(person))
    if not sees_whole_community(person):
        rows = rows.filter(organisation=person.organisation_id)
    return rows.order_by("offered_at", "pk")


def went_back(person: Person) -> QuerySet[Offer]:
    """Nos that nobody has dealt with: the referral is open, was not offered to anybody since, and nobody
    has gone on with the family themselves."""
    since = Offer.objects.filter(referral=OuterRef("referral"), pk__gt=OuterRef("pk"))
    steps = Step.objects.filter(referral=OuterRef("referral"), turn=Turn.TAKEN, replaces=None)
    went_on = steps.filter(recorded_at__gt=OuterRef("answered_at"))
    rows = offers_for(person).filter(state=State.DECLINED, referral__receiver=None)
    rows = rows.exclude(referral__state=CLOSED).filter(~Exists(since))
    rows = rows.filter(Q(referral__state__in=BEFORE_CALL) | ~Exists(went_on))
    if not sees_whole_community(person):
        rows = rows.filter(referral__organisation=person.organisation_id)
    return rows.order_by("-answered_at", "-pk")


def sent_and_waiting(person: Person) -> QuerySet[Offer]:
    """What ``person``'s own organization sent and nobody has taken yet."""
    rows = alive(offers_for(person)).filter(referral__organisation=person.organisation_id)
    return rows.order_by("offered_at", "pk") if may_log(person) else rows.none()


def stuck(community: Community, now: datetime) -> QuerySet[Offer]:
    """Offers of ``community`` that nobody has answered for too long."""
    rows = alive(Offer.objects.of(community)).filter(state=State.OPEN)
    return rows.filter(offered_at__lte=now - ESCALATE_AFTER)


def positions(rows: list[Offer]) -> dict[int, int]:
    """The place of each waiting offer in its organization's list: who has waited longest is first."""
    bodies = {row.organisation_id for row in rows if row.state == State.WAITING}
    waiting = alive(Offer.objects.filter(organisation__in=bodies)).filter(state=State.WAITING)
    told: dict[int, int] = {}
    counts: dict[int, int] = {}
    for key, body in waiting.order_by("offered_at", "pk").values_list("pk", "organisation"):
        counts[body] = counts.get(body, 0) + 1
        told[key] = counts[body]
    return told


@dataclass(frozen=True)
class Choice:
    """A service that a family may be sent to."""

    service: Service
    speaks: bool
    near: bool


def others_for(referral: Referral) -> QuerySet[Organisation]:
    """The organizations that ``referral`` can be passed on to, whatever the directory knows of them: those
    with somebody on an action team, who can answer."""
    seats = Membership.objects.on(referral.community.today()).filter(
        group__kind=Group.Kind.ACTION_TEAM, status__in=Membership.SEATED
    )
    bodies: QuerySet[Organisation] = Organisation.objects.of(referral.community)
    bodies = bodies.filter(pk__in=seats.values("person__organisation"))
    return bodies.exclude(pk__in=[referral.organisation_id, referral.receiver_id or 0])


def choices_for(referral: Referral) -> list[Choice]:
    """Services of other organizations: those that speak the family's language and take families from its
    area first, then those with open places. A fixed number of queries."""
    rows = services_of(referral.community).filter(status=Service.Status.ACTIVE)
    rows = rows.exclude(listing__organisation__in=[referral.organisation_id, referral.receiver_id or 0])
    found = [
        Choice(
            service=row,
            speaks=any(spoken.code == referral.child.language for spoken in row.languages.all()),
            near=any(area.name == referral.child.zip_code for area in row.areas.all()),
        )
        for row in rows
    ]
    return sorted(found, key=_order)


def _order(choice: Choice) -> tuple[bool, bool, bool, str]:
    full = choice.service.open_places == 0
    return (not choice.speaks, not choice.near, full, choice.service.name)


def providers_of(offer: Offer) -> list[Person]:
    """The providers of the organization that is asked, who can answer."""
    people = Person.objects.of(offer.referral.community).filter(organisation=offer.organisation_id)
    return [person for person in people.order_by("pk") if may_log(person)]


def ambassadors(community: Community) -> list[Person]:
    """Who hears of offers that nobody answers."""
    return list(staff_of(community, "ambassador").order_by("pk"))


def last_offer(referral: Referral) -> Offer | None:
    """The latest offer of ``referral``, with what its page shows."""
    rows = Offer.objects.filter(referral=referral).select_related("organisation", "service", "answered_by")
    return rows.order_by("-pk").first()


def unsettled() -> QuerySet[Offer]:
    """Offers in every community that wait, whatever became of their referrals meanwhile."""
    return Offer.objects.filter(state__in=ALIVE).order_by("pk")
