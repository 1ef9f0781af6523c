"""Bringing a file of HSDS 3 in: checked and shown first, then all of it or nothing; twice changes nothing."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput
from community.people.models import Person
from referrals.directory.models import DirectoryFile
from referrals.directory.reading import Package, read_package
from referrals.directory.rules import brings_in
from referrals.directory.services.storing import Storing
from referrals.directory.shapes import Problem

SHOWN_AT_ONCE = 20


class Unfit(BadInput):
    """The file cannot be right. ``problems`` says where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(_("Nothing was brought in. Mend these places in the file, then send it again."))
        self.problems, self.more = problems[:SHOWN_AT_ONCE], max(0, len(problems) - SHOWN_AT_ONCE)


@transaction.atomic
def stage(data: bytes, *, by: Person) -> DirectoryFile:
    """Keep the file to be looked at; nothing of it is live yet. Raises Unfit with every mistake."""
    require(brings_in(by))
    package, problems = read_package(data)
    if package is None:
        raise Unfit(problems)
    content = {"services": package.services, "organisations": package.organisations}
    file = DirectoryFile(community=by.community, content=content, sent_by=by)
    preview(file)
    file.save()
    return file


def preview(file: DirectoryFile) -> Counter[str]:
    """How many records ``file`` would add, change, and leave as they are. It changes nothing."""
    with transaction.atomic():
        told = _store(file)
        transaction.set_rollback(True)
    return told


@transaction.atomic
def bring_in(file: DirectoryFile, *, by: Person) -> Counter[str]:
    """Bring all of ``file`` in, or nothing. A second press finds everything the same."""
    require(brings_in(by))
    locked = DirectoryFile.objects.select_for_update().get(pk=file.pk)
    told = _store(locked)
    if told["new"] or told["changed"]:
        counts = f"{told['new']} new, {told['changed']} changed"
        audit.record(locked, "directory_brought_in", by=by, why=counts)
    locked.applied_at = locked.applied_at or timezone.now()
    locked.save(update_fields=["applied_at"])
    return told


def _store(file: DirectoryFile) -> Counter[str]:
    package = Package(file.content["services"], file.content["organisations"])
    storing = Storing(file.community)
    for given in package.organisations:
        storing.organisation(given)
    for given in package.services:
        storing.service(given)
    if storing.problems:
        raise Unfit(storing.problems)
    return storing.told
