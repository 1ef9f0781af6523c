"""What a service helps with, as HSDS says it: an attribute with a term of the five areas of development."""

from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import override

from referrals.tracking.models import Concern

TAXONOMY = "34 CFR 303.21(a)(1)"
OURS = UUID("5c0a8a52-3a2c-4e5a-8a43-6f1f4c5b7d20")


def attribute_of(service_id: str, need: str) -> dict[str, Any]:
    """The attribute that says that the service helps with ``need``."""
    with override("en"):
        name = str(Concern(need).label)
    term = {"id": str(uuid5(OURS, need)), "code": need, "name": name, "taxonomy": TAXONOMY}
    known = str(uuid5(OURS, f"{service_id} {need}"))
    return {"id": known, "link_entity": "service", "taxonomy_term": term}


def apart(service_id: str, attributes: list[Any]) -> tuple[list[str], list[Any]]:
    """The needs that ``attributes`` say as we do, and the other attributes."""
    ours = {need: attribute_of(service_id, need) for need in Concern.values}
    others = [one for one in attributes if one not in ours.values()]
    return [need for need, said in ours.items() if said in attributes], others
