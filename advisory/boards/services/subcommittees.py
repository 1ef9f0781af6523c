"""Subcommittees: a few members of a group who look at one thing."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from advisory.boards.selectors import may_join
from advisory.boards.services.seats import check_keeper
from community.core import audit
from community.core.errors import BadInput, Refused
from community.people.models import Group, Membership, Person


@transaction.atomic
def found_subcommittee(parent: Group, *, name: str, code: str, by: Person) -> Group:
    """A new subcommittee below ``parent``. Raises Refused when another group has its short name."""
    check_keeper(by, parent)
    name, code = " ".join(name.split()), "".join(code.split()).upper()
    if not name or not code:
        raise BadInput(_("A subcommittee needs a name and a short name."))
    if parent.parent_id is not None:
        raise BadInput(_("A subcommittee has no subcommittees of its own."))
    try:
        with transaction.atomic():
            made = Group.objects.create(
                community=parent.community,
                name=name[:80],
                code=code[:8],
                kind=Group.Kind.SUBCOMMITTEE,
                parent=parent,
            )
    except IntegrityError as error:
        raise Refused(_("Another group has that short name.")) from error
    audit.record(made, "found", by=by)
    return made


@transaction.atomic
def join_subcommittee(group: Group, *, person: Person, since: date, by: Person) -> Membership:
    """Let a member of the group above sit in the subcommittee ``group`` too."""
    check_keeper(by, group)
    Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if not may_join(group, since).filter(pk=person.pk).exists():
        raise BadInput(_("Choose a member of the group above who is not in it yet."))
    membership = Membership.objects.create(group=group, person=person, since=since)
    audit.record(membership, "join", by=by)
    return membership
