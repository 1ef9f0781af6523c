"""What the directory adds to first pages."""

from collections.abc import Iterator
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.registry import NEWS, Todo
from referrals.directory.models import Service
from referrals.directory.rules import CHECK_AFTER_MONTHS
from referrals.tracking.rules import follows_own


def todos(person: Any) -> Iterator[Todo]:
    """Services of the provider's own organization that nobody has looked at for long."""
    if not follows_own(person) or person.organisation_id is None:
        return
    since = person.community.today() - relativedelta(months=CHECK_AFTER_MONTHS)
    own = Service.objects.of(person.community).filter(listing__organisation=person.organisation_id)
    old = own.exclude(status=Service.Status.DEFUNCT).filter(
        Q(checked_on__isnull=True) | Q(checked_on__lt=since)
    )
    keys = list(old.values_list("pk", flat=True))
    if keys:
        words = ngettext(
            "Is what the directory says of your service still right?",
            "Is what the directory says of your %(count)s services still right?",
            len(keys),
        )
        address = reverse("service", args=[keys[0]]) if len(keys) == 1 else reverse("directory")
        yield Todo(words % {"count": len(keys)}, address, 60)


def way_in(_person: Any) -> Iterator[Todo]:
    """The directory is for everybody."""
    yield Todo(_("Find a service"), reverse("directory"), NEWS)
