"""The first steps of a community: it, and somebody who runs it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput
from community.people.models import Community, Person, StaffRole
from community.people.phones import normalise
from community.people.services.sign_in import give_staff_sign_in


def found_community(*, name: str, slug: str, number: str | None = None, time_zone: str) -> Community:
    """A new community. ``number`` is the phone number it texts from. Raises BadInput, in words."""
    community = Community(
        name=name,
        slug=slug,
        number=normalise(number) if number else None,
        time_zone=time_zone,
        languages=["en", "es", "ht"],
    )
    try:
        community.full_clean()
    except ValidationError as error:
        raise BadInput(" ".join(error.messages)) from error
    community.save()
    return community


@transaction.atomic
def appoint_coordinator(community: Community, *, name: str, email: str) -> Person:
    """Make somebody new a coordinator of ``community``, with a sign-in and no password yet.

    They ask for a link by mail to choose one, and set up their second factor when they first come in.
    Raises Refused when the e-mail is another sign-in's.
    """
    if not name.strip():
        raise BadInput(_("A coordinator needs a name."))
    person = Person.objects.create(community=community, display_name=name)
    give_staff_sign_in(person, email=email, password=None)
    post = StaffRole.objects.create(person=person, role=StaffRole.Role.COORDINATOR, since=community.today())
    audit.record(post, "appoint", by=None)
    return person
