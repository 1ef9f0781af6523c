"""Services as HSDS 3 JSON: what came in by a file goes out as it was, with what was changed here."""

from collections.abc import Iterator, Sequence
from typing import Any

from referrals.directory import columns
from referrals.directory.columns import join
from referrals.directory.models import Listing, Location, Service
from referrals.directory.needs import attribute_of

UNIT = {"id": "7d1f2a5c-3a0f-4a53-9c55-1a2f0f6d8f10", "name": "places"}


def page_of(records: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One page with all of ``records``, as the list of HSDS's API has it."""
    return {
        **{"total_items": len(records), "total_pages": 1, "page_number": 1, "size": len(records)},
        **{"first_page": True, "last_page": True, "empty": not records},
        "contents": list(records),
    }


def service_record(service: Service) -> dict[str, Any]:
    """One service with its organization, places, languages and areas."""
    record = join(service, columns.SERVICE)
    for key in ("phones", "capacities"):
        record.pop(key, None)
    if needs := [attribute_of(service.hsds_id, row.need) for row in service.needs.all()]:
        record["attributes"] = [*(record.get("attributes") or []), *needs]
    if service.checked_on:
        record["assured_date"] = service.checked_on.isoformat()
    record.update({key: rows for key, rows in _first_changed(service) if rows})
    lists = {
        "languages": [join(row, columns.LANGUAGE) for row in service.languages.all()],
        "service_areas": [join(row, columns.AREA) for row in service.areas.all()],
        "service_at_locations": [_at(row) for row in service.at.all()],
    }
    record.update({key: rows for key, rows in lists.items() if rows})
    record["organization"] = organisation_record(service.listing)
    return record


def public_record(service: Service) -> dict[str, Any]:
    """What everybody may have of a service that is public.

    Left out: people by name (contacts, who changed what), the other places of the organization, some of
    which are not for everybody, and how full it is, unless that is public, too.
    """
    record = _without(service_record(service), {"contacts", "metadata"})
    record["organization"].pop("locations", None)
    if service.shown != Service.Shown.PLACES:
        record.pop("capacities", None)
    return record


def _without(found: Any, keys: set[str]) -> Any:
    if isinstance(found, dict):
        return {key: _without(value, keys) for key, value in found.items() if key not in keys}
    return [_without(value, keys) for value in found] if isinstance(found, list) else found


def organisation_record(listing: Listing) -> dict[str, Any]:
    """One organization with its places."""
    record = join(listing, columns.ORGANISATION)
    if places := [location_record(row) for row in listing.locations.all()]:
        record["locations"] = places
    return record


def location_record(location: Location) -> dict[str, Any]:
    return join(location, columns.LOCATION)


def _at(row: Any) -> dict[str, Any]:
    record = join(row, columns.AT)
    if row.location:
        record["location"] = location_record(row.location)
    return record


def _first_changed(service: Service) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Phones and capacities as they came, the first of each with what stands in our columns now."""
    first, *others = service.more.get("phones") or [{"id": f"{service.hsds_id[:58]}-phone"}]
    yield "phones", [{**first, "number": service.phone}, *others] if service.phone else []
    first, *others = service.more.get("capacities") or [{"id": service.hsds_id, "unit": UNIT}]
    if service.open_places is None or service.places_as_of is None:
        yield "capacities", others
        return
    updated = service.places_as_of.isoformat().replace("+00:00", "Z")
    yield "capacities", [{**first, "available": service.open_places, "updated": updated}, *others]
