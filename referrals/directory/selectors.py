"""Reading the directory."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from community.people.models import Community, Organisation, Person
from referrals.directory.models import Listing, Service, ServiceArea, ServiceLanguage
from referrals.directory.rules import keeps_all
from referrals.tracking.rules import may_log


def services_of(community: Community) -> QuerySet[Service]:
    """Every service with all that a page of it shows, in a fixed number of queries."""
    return (
        Service.objects.of(community)
        .select_related("listing", "checked_by", "community")
        .prefetch_related("languages", "areas", "at__location", "listing__locations")
    )


def without_services(community: Community) -> QuerySet[Listing]:
    """The organizations of the directory that give no service yet, with their places."""
    rows = Listing.objects.of(community).filter(services=None).prefetch_related("locations")
    return rows.order_by("pk")


def found(
    community: Community, *, language: str = "", area: str = "", open_only: bool = False, words: str = ""
) -> QuerySet[Service]:
    """The services that fit, those with open places first, then by name. What has ended is left out."""
    rows = services_of(community).exclude(status=Service.Status.DEFUNCT)
    if language:
        rows = rows.filter(pk__in=ServiceLanguage.objects.filter(code=language).values("service"))
    if area:
        rows = rows.filter(pk__in=ServiceArea.objects.filter(name=area).values("service"))
    if open_only:
        rows = rows.filter(status=Service.Status.ACTIVE, open_places__gt=0)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(listing__name__icontains=words))
    return rows.order_by(F("open_places").desc(nulls_last=True), "name", "pk")


def languages_in(community: Community) -> list[tuple[str, str]]:
    """Code and name of each language that some service speaks."""
    rows = ServiceLanguage.objects.of(community).exclude(code="").values_list("code", "name")
    return sorted({code: name or code for code, name in rows}.items(), key=lambda pair: pair[1])


def areas_in(community: Community) -> list[str]:
    """The names of the areas that services take families from."""
    names = ServiceArea.objects.of(community).exclude(name="").values_list("name", flat=True)
    return sorted(set(names))


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
