"""Tests of change: planned, tried, and what was learned."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput
from community.core.lifecycle import transition
from community.people.models import Person
from referrals.equity.models import Trial
from referrals.equity.tables import OWN_DEFINITIONS
from referrals.tracking.rules import sees_whole_community


@transaction.atomic
def plan_trial(*, hypothesis: str, measure: str, starts_on: date, owner: Person, by: Person) -> Trial:
    """Write down what is to be tried. The same press again gives the same plan back."""
    require(sees_whole_community(by))
    if measure not in OWN_DEFINITIONS:
        raise BadInput(_("Choose how you will know."))
    if owner.community_id != by.community_id:
        raise BadInput(_("Choose who looks after it."))
    trial, is_new = Trial.objects.get_or_create(
        community=by.community,
        state=Trial.State.PLANNED,
        hypothesis=hypothesis.strip(),
        measure=measure,
        starts_on=starts_on,
        owner=owner,
    )
    if is_new:
        audit.record(trial, "plan", by=by, to_state=trial.state)
    return trial


def begin_trial(trial: Trial, *, by: Person) -> Trial:
    """It is being tried from now on."""
    require(sees_whole_community(by))
    return transition(trial, "begin", by=by)


def finish_trial(trial: Trial, *, learned: str, act: str, by: Person) -> Trial:
    """End it with what was learned, and what is done with that."""
    require(sees_whole_community(by))
    if not learned.strip() or act not in Trial.Next.values:
        raise BadInput(_("Write what was learned, and choose what comes next."))
    today = by.community.today()
    return transition(trial, "finish", by=by, learned=learned.strip(), act=act, ended_on=today)
