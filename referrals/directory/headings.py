"""The tables of HSDS 3's tabular form: which object stands in which file, and how rows point to each other.

After https://docs.openreferral.org/en/v3.1.1/hsds/schema_reference.html (CC BY-SA 4.0): a list inside an
object becomes rows that name their owner ("service_id"), an object inside an object becomes a row that its
owner names ("program_id").
"""

from dataclasses import dataclass, field
from functools import cache
from itertools import chain

ATTRIBUTE_LINK, METADATA_LINK = "link_id", "resource_id"


@dataclass(frozen=True)
class Table:
    """``many``: lists inside, by key, with the shape of their rows; ``one``: objects inside, likewise."""

    resource: str
    path: str
    columns: tuple[str, ...]
    many: dict[str, str] = field(default_factory=dict)
    one: dict[str, str] = field(default_factory=dict)


ANY = {"attributes": "attribute", "metadata": "metadata"}
PHONES = {"phones": "phone"}
CONTACTS = {"contacts": "contact"} | PHONES
TIMES = {"schedules": "schedule"}


def _table(resource: str, path: str, columns: str, many: dict[str, str], **one: str) -> Table:
    return Table(resource, f"{path}.csv", tuple(columns.split()), many, one)


# By the names of reading.SHAPES, in the order in which they are written.
TABLES: dict[str, Table] = {
    "organization": _table(
        "organization",
        "organizations",
        "name alternate_name description email website year_incorporated legal_status logo uri",
        {"locations": "location", "programs": "program", "funding": "funding", "additional_websites": "url"}
        | {"organization_identifiers": "organization_identifier"}
        | CONTACTS
        | ANY,
    ),
    "program": _table("program", "programs", "name alternate_name description", ANY),
    "service": _table(
        "service",
        "services",
        "name alternate_name description url email status application_process fees_description "
        "eligibility_description minimum_age maximum_age assured_date alert last_modified",
        {"languages": "language", "service_areas": "service_area", "cost_options": "cost_option"}
        | {"service_at_locations": "service_at_location", "capacities": "capacity", "funding": "funding"}
        | {"required_documents": "required_document", "additional_urls": "url"}
        | CONTACTS
        | TIMES
        | ANY,
        organization="organization",
        program="program",
    ),
    "location": _table(
        "location",
        "locations",
        "location_type name description transportation latitude longitude",
        {"addresses": "address", "accessibility": "accessibility", "languages": "language"}
        | CONTACTS
        | TIMES
        | ANY,
    ),
    "service_at_location": _table(
        "service_at_location",
        "service_at_location",
        "description",
        {"service_areas": "service_area"} | CONTACTS | TIMES | ANY,
        location="location",
    ),
    "address": _table(
        "address",
        "addresses",
        "address_1 address_2 city region state_province postal_code country address_type",
        {},
    ),
    "contact": _table("contact", "contacts", "name title department email", PHONES | ANY),
    "phone": _table("phone", "phones", "number extension type description", {"languages": "language"} | ANY),
    "language": _table("language", "languages", "name code note", {}),
    "schedule": _table("schedule", "schedules", "freq byday opens_at closes_at description", {}),
    "service_area": _table("service_area", "service_areas", "name description", {}),
    "capacity": _table(
        "service_capacity", "service_capacity", "available maximum description updated", {}, unit="unit"
    ),
    "unit": _table("unit", "units", "name scheme identifier uri", {}),
    "funding": _table("funding", "funding", "source", {}),
    "cost_option": _table("cost_option", "cost_options", "option currency amount amount_description", {}),
    "required_document": _table("required_document", "required_documents", "document uri", {}),
    "accessibility": _table("accessibility", "accessibility", "description details url", {}),
    "organization_identifier": _table(
        "organization_identifier",
        "organization_identifiers",
        "identifier_scheme identifier_type identifier",
        {},
    ),
    "url": _table("url", "urls", "label url", {}),
    "attribute": _table(
        "attribute", "attributes", "link_type link_entity value", {}, taxonomy_term="taxonomy_term"
    ),
    "taxonomy_term": _table(
        "taxonomy_term",
        "taxonomy_terms",
        "code name description parent_id taxonomy language term_uri",
        {},
        taxonomy_detail="taxonomy",
    ),
    "taxonomy": _table("taxonomy", "taxonomies", "name description uri version", {}),
    "metadata": _table(
        "metadata",
        "metadata",
        "resource_type last_action_date last_action_type field_name previous_value replacement_value "
        "updated_by",
        {},
    ),
}
# What a column holds where the package does not say so.
NUMBERS = frozenset({"minimum_age", "maximum_age", "available", "maximum", "latitude", "longitude", "amount"})


def owner_column(owner: str, shape: str) -> str:
    """In which column a row of ``shape`` names the ``owner`` whose list it stands in."""
    return {"attribute": ATTRIBUTE_LINK, "metadata": METADATA_LINK}.get(shape, f"{owner}_id")


def part_column(key: str) -> str:
    """In which column an object names the one that stands in it as ``key``."""
    return "taxonomy_id" if key == "taxonomy_detail" else f"{key}_id"


@cache
def owners(shape: str) -> dict[str, list[tuple[str, str]]]:
    """By column, the owners that a row of ``shape`` may name there, each with the key of its list."""
    found: dict[str, list[tuple[str, str]]] = {}
    for owner, table in TABLES.items():
        for key, inner in table.many.items():
            if inner == shape:
                found.setdefault(owner_column(owner, shape), []).append((owner, key))
    return found


@cache
def links(shape: str) -> list[str]:
    """Every column of ``shape`` that holds the identifier of another row."""
    return list(dict.fromkeys(chain(owners(shape), map(part_column, TABLES[shape].one))))
