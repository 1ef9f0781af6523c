"""Forgetting a person who has nothing here any more."""

from collections.abc import Collection
from typing import Any

from django.db import models

from community.people.models import Person

# What a row of somebody forgotten says for a name.
NOBODY = "—"


def has_ties(person: Person, *, besides: Collection[type[models.Model]]) -> bool:
    """Whether anything points at ``person``, or lets them in, but rows of the models ``besides``."""
    if person.user_id or person.organisation_id or person.program_id:
        return True
    relations: Any = person._meta.get_fields(include_hidden=True)
    return any(
        field.related_model._base_manager.filter(**{field.field.name: person}).exists()
        for field in relations
        if field.auto_created and not field.concrete and field.related_model not in besides
    )


def forget_person(person: Person) -> None:
    """Empty the row of ``person``: others may still point at it, and then point at nobody."""
    person.links.all().delete()
    person.display_name, person.phone, person.email = NOBODY, None, None
    person.time_zone, person.household = "", None
    person.save(update_fields=["display_name", "phone", "email", "time_zone", "household"])
