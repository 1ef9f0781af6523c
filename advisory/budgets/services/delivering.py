"""Delivery in counts: what is counted, how many, and when nobody did."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.budgets.models import Project, ProjectMeasure, ProjectReading, Round
from advisory.budgets.services.holding import hold, only_in
from community.core import audit
from community.core.errors import BadInput, Refused
from community.core.lifecycle import transition
from community.core.tidying import one_line
from community.messaging.services import refuse_private
from community.people.models import Person

# What an integer column of both databases holds.
MOST = 2_147_483_647


@transaction.atomic
def add_measure(project: Project, *, by: Person, what: str, goal: int | None = None) -> ProjectMeasure:
    """Say what is counted of a chosen project ("boxes packed"), and how many are hoped for."""
    held = hold(project.round, by=by)
    only_in(held, Round.State.DELIVERY)
    project.refresh_from_db()
    if project.state not in Project.WON:
        raise Refused(_("Only chosen projects are carried out."))
    what = one_line(what, most=80)
    refuse_private(held.group.community, what)
    if goal is not None and not 0 < goal <= MOST:
        raise BadInput(_("That number cannot be."))
    measure, made = ProjectMeasure.objects.get_or_create(project=project, what=what, defaults={"goal": goal})
    if not made:
        raise Refused(_("That is counted already."))
    audit.record(measure, "add", by=by)
    return measure


@transaction.atomic
def record_reading(
    measure: ProjectMeasure,
    *,
    by: Person,
    on: date,
    count: int | None,
    why_none: str = "",
    corrects: ProjectReading | None = None,
) -> ProjectReading:
    """Write down how many on one day: ``count``, where 0 means that there were none, or None with the reason
    why nobody counted. ``corrects``: the reading that this one replaces.

    Raises BadInput for a day to come, a count that cannot be, or neither count nor reason; Refused where
    the other reading is corrected already.
    """
    held = hold(measure.project.round, by=by)
    why_none = " ".join(why_none.split())[:200]
    if on > held.group.community.today():
        raise BadInput(_("That day is still to come."))
    if count is not None and not 0 <= count <= MOST:
        raise BadInput(_("That number cannot be."))
    if count is None and not why_none:
        raise BadInput(_("Write how many, 0 if there were none, or why nobody counted."))
    if count is not None and why_none:
        raise BadInput(_("Write how many, or why nobody counted, but not both."))
    refuse_private(held.group.community, why_none)
    if corrects is not None:
        if corrects.measure_id != measure.pk:
            raise BadInput(_("That reading is of something else."))
        if ProjectReading.objects.filter(corrects=corrects).exists():
            raise Refused(_("That reading is corrected already. Load the page again."))
    reading = ProjectReading.objects.create(
        measure=measure, on=on, count=count, why_none=why_none, corrects=corrects, by=by
    )
    audit.record(reading, "correct" if corrects else "record", by=by)
    return reading


@transaction.atomic
def deliver(project: Project, *, by: Person) -> Project:
    """Say that a chosen project is done."""
    hold(project.round, by=by)
    return transition(project, "deliver", by=by)
