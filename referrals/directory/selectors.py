"""Reading the directory."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from community.people.models import Community, Organisation, Person
from referrals.directory.models import Listing, Service, ServiceArea, ServiceLanguage, ServiceNeed
from referrals.directory.rules import keeps_all
from referrals.tracking.rules import may_log


def services_of(community: Community) -> QuerySet[Service]:
    """Every service with all that a page of it shows, in a fixed number of queries."""
    return (
        Service.objects.of(community)
        .select_related("listing", "checked_by", "community")
        .prefetch_related("languages", "areas", "needs", "at__location", "listing__locations")
    )


def public_services(community: Community) -> QuerySet[Service]:
    """Those that everybody sees. What is not offered now, or has ended, helps nobody."""
    hidden = (Service.Status.DEFUNCT, Service.Status.INACTIVE)
    return services_of(community).exclude(shown=Service.Shown.INSIDE).exclude(status__in=hidden)


def without_services(community: Community) -> QuerySet[Listing]:
    """The organizations of the directory that give no service yet, with their places."""
    rows = Listing.objects.of(community).filter(services=None).prefetch_related("locations")
    return rows.order_by("pk")


def found(
    rows: QuerySet[Service],
    *,
    language: str = "",
    area: str = "",
    need: str = "",
    age: int | None = None,
    open_only: bool = False,
) -> QuerySet[Service]:
    """Those of ``rows`` that fit, without what has ended. ``age``: a year of life, from 0."""
    rows = rows.exclude(status=Service.Status.DEFUNCT)
    if language:
        rows = rows.filter(pk__in=ServiceLanguage.objects.filter(code=language).values("service"))
    if area:
        rows = rows.filter(pk__in=ServiceArea.objects.filter(name=area).values("service"))
    if need:
        rows = rows.filter(pk__in=ServiceNeed.objects.filter(need=need).values("service"))
    if age is not None:
        rows = rows.filter(Q(minimum_age=None) | Q(minimum_age__lt=age + 1))
        rows = rows.filter(Q(maximum_age=None) | Q(maximum_age__gte=age))
    if open_only:
        rows = rows.filter(status=Service.Status.ACTIVE, open_places__gt=0)
    return rows


def open_first(rows: QuerySet[Service]) -> QuerySet[Service]:
    """Those with open places first, then by name."""
    return rows.order_by(F("open_places").desc(nulls_last=True), "name", "pk")


def languages_in(rows: QuerySet[Service]) -> list[tuple[str, str]]:
    """Code and name of each language that some service of ``rows`` speaks."""
    spoken = ServiceLanguage.objects.filter(service__in=rows.values("pk")).exclude(code="")
    names = {code: name or code for code, name in spoken.values_list("code", "name")}
    return sorted(names.items(), key=lambda pair: pair[1])


def areas_in(rows: QuerySet[Service]) -> list[str]:
    """The names of the areas that services of ``rows`` take families from."""
    areas = ServiceArea.objects.filter(service__in=rows.values("pk")).exclude(name="")
    return sorted(set(areas.values_list("name", flat=True)))


def editable_by(person: Person) -> QuerySet[Service]:
    """The services that ``person`` keeps right."""
    rows = services_of(person.community)
    if keeps_all(person):
        return rows
    if may_log(person):
        return rows.filter(listing__organisation=person.organisation_id)
    return rows.none()


def places_by_organisation(
    community: Community, organisations: Iterable[Organisation]
) -> dict[int, list[Service]]:
    """The open services of each of ``organisations``, by its id. A fixed number of queries."""
    rows = services_of(community).filter(
        listing__organisation__in=list(organisations), status=Service.Status.ACTIVE
    )
    by_organisation: dict[int, list[Service]] = {}
    for row in rows:
        by_organisation.setdefault(row.listing.organisation_id, []).append(row)
    return by_organisation
