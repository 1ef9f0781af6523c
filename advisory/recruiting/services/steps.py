"""What every step of the way has in common."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.recruiting.models import Applicant
from advisory.recruiting.rules import recruits
from community.core.errors import NotAllowed
from community.core.lifecycle import transition
from community.people.models import Group, Person


def check_recruiter(person: Person, group: Group) -> None:
    """Raise NotAllowed unless ``person`` leads people to a seat in ``group``."""
    if not recruits(person, group):
        raise NotAllowed(_("Only a coordinator or a facilitator can do this."))


def move(applicant: Applicant, verb: str, *, by: Person | None, **changes: Any) -> Applicant:
    """Do ``verb`` to ``applicant``, and write down when. The audit says who; reasons stay with the row."""
    return transition(applicant, verb, by=by, moved_at=timezone.now(), **changes)


def lock(applicant: Applicant) -> Applicant:
    """The row of ``applicant``, held until the commit, with what belongs to it."""
    rows = Applicant.objects.select_for_update(of=("self",))
    return rows.select_related("group__community", "person", "decision").get(pk=applicant.pk)
