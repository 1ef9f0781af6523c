"""Changes by hand, by the organization itself or by the staff."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput, Refused
from community.people.models import Organisation, Person
from referrals.directory.models import Listing, Service, ServiceArea, ServiceLanguage, ServiceNeed
from referrals.directory.rules import keeps_all, may_edit
from referrals.tracking.rules import may_log

LANGUAGE_NAMES = {"en": "English", "es": "Spanish", "ht": "Haitian Creole"}


@transaction.atomic
def add_service(organisation: Organisation, *, by: Person, **said: Any) -> Service:
    """A new service of ``organisation``. ``said``: as ``edit_service`` takes it."""
    require(keeps_all(by) or (may_log(by) and by.organisation_id == organisation.pk))
    home = organisation.community
    listing, _made = Listing.objects.get_or_create(
        organisation=organisation, defaults={"community": home, "name": organisation.name}
    )
    service = Service.objects.create(community=home, listing=listing, name=said["name"])
    audit.record(service, "service_added", by=by)
    return edit_service(service, by=by, **said)


@transaction.atomic
def edit_service(
    service: Service,
    *,
    by: Person,
    languages: Sequence[str],
    areas: Sequence[str],
    needs: Sequence[str] = (),
    **said: Any,
) -> Service:
    """Write what a service is. ``languages``: codes; ``areas``: names. Who writes it has looked."""
    require(may_edit(by, service))
    locked = Service.objects.select_for_update().get(pk=service.pk)
    for name, value in said.items():
        setattr(locked, name, value)
    locked.more = {**locked.more, "last_modified": timezone.now().isoformat().replace("+00:00", "Z")}
    locked.checked_on, locked.checked_by = by.community.today(), by
    locked.save()
    _keep(locked.languages, ServiceLanguage, "code", languages)
    for row in locked.languages.filter(name="", code__in=LANGUAGE_NAMES):
        row.name = LANGUAGE_NAMES[row.code]
        row.save(update_fields=["name"])
    _keep(locked.areas, ServiceArea, "name", areas)
    _keep(locked.needs, ServiceNeed, "need", needs)
    audit.record(locked, "service_edited", by=by)
    return locked


def _keep(rows: Any, model: Any, column: str, wanted: Sequence[str]) -> None:
    """Have exactly ``wanted`` among ``rows``; those that stay keep what a file said of them."""
    rows.exclude(**{f"{column}__in": wanted}).delete()
    there = set(rows.values_list(column, flat=True))
    for value in dict.fromkeys(wanted):
        if value not in there:
            model.objects.create(service=rows.instance, **{column: value})


@transaction.atomic
def confirm_service(service: Service, *, by: Person) -> Service:
    """Somebody looked, and all is still right. One press; again on the same day it is the same."""
    require(may_edit(by, service))
    locked = Service.objects.select_for_update().get(pk=service.pk)
    today = by.community.today()
    if (locked.checked_on, locked.checked_by_id) != (today, by.pk):
        locked.checked_on, locked.checked_by = today, by
        locked.save(update_fields=["checked_on", "checked_by"])
        audit.record(locked, "service_checked", by=by)
    return locked


@transaction.atomic
def show_to(service: Service, *, shown: str, by: Person) -> Service:
    """Decide who sees the service: the organization itself, or the staff."""
    require(may_edit(by, service))
    locked = Service.objects.select_for_update().get(pk=service.pk)
    if locked.shown != shown:
        locked.shown = shown
        locked.save(update_fields=["shown"])
        audit.record(locked, "service_shown", by=by, why=shown)
    return locked


@transaction.atomic
def set_places(
    service: Service, *, open_places: int | None, next_slot: date | None = None, by: Person
) -> Service:
    """Say how many places are open now, and when the next family can come. None: not said, which is not 0."""
    require(may_edit(by, service))
    if next_slot is not None and next_slot < by.community.today():
        raise BadInput(_("The next free day can't be in the past."))
    locked = Service.objects.select_for_update().get(pk=service.pk)
    locked.open_places, locked.next_slot, locked.places_as_of = open_places, next_slot, timezone.now()
    locked.save(update_fields=["open_places", "next_slot", "places_as_of"])
    audit.record(locked, "places_said", by=by)
    return locked


@transaction.atomic
def take_place(service: Service, *, by: Person) -> Service:
    """A family takes an open place. Where nobody said how many there are, nothing is counted.

    Raises Refused where no place is left: of two who take the last one, the second hears it.
    """
    require(may_edit(by, service))
    locked = Service.objects.select_for_update().get(pk=service.pk)
    if locked.open_places is None:
        return locked
    if locked.open_places == 0:
        raise Refused(_("No place is open any more. Put the family on the waiting list, or say no."))
    locked.open_places -= 1
    locked.places_as_of = timezone.now()
    locked.save(update_fields=["open_places", "places_as_of"])
    return locked
