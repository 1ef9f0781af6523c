"""Holding a case conference."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import transition
from community.live.services import make_board, ring
from community.people.models import Community, Person
from referrals.conference.models import Attendee, Case, Conference, Movement
from referrals.conference.rules import CASES, NextStep, leads_conference, may_come
from referrals.conference.selectors import cases_of, flows, open_referrals, quality_of, speakable, week_before

KIND = "conference"


@transaction.atomic
def begin_conference(*, by: Person) -> Conference:
    """Begin today's conference: count the week, and put the cases that are due first on the list.

    Twice is once. Whoever begins it is there.
    """
    require(leads_conference(by))
    home = Community.objects.select_for_update(no_key=True).get(pk=by.community_id)
    today = home.today()
    begun = Conference.objects.of(home).filter(held_on=today).first()
    if begun is not None:
        return begun
    week = week_before(home, today)
    moved = list(flows(home, week, today))
    inflow, outflow = (sum(getattr(flow, name) for _pk, flow in moved) for name in ("inflow", "outflow"))
    active = open_referrals(home).count()
    conference = Conference.objects.create(
        community=home,
        held_on=today,
        board=make_board(home, KIND),
        begun_by=by,
        since=week.since,
        said_before=week.said,
        active_before=active - inflow + outflow,
        inflow=inflow,
        outflow=outflow,
        active=active,
        added=sum(flow.is_added for _pk, flow in moved) if week.said is not None else 0,
        gone=sum(flow.is_gone for _pk, flow in moved) if week.said is not None else 0,
        **quality_of(home)._asdict(),
    )
    Movement.objects.bulk_create(
        Movement(conference=conference, referral_id=pk, kind=kind, times=times)
        for pk, flow in moved
        for kind, times in _kinds(flow, has_said=week.said is not None)
    )
    chosen = enumerate(speakable(home)[:CASES], start=1)
    Case.objects.bulk_create(
        Case(conference=conference, referral=referral, position=place) for place, referral in chosen
    )
    Attendee.objects.create(conference=conference, person=by)
    conference.current = conference.cases.first()
    conference.save(update_fields=["current"])
    audit.record(conference, "begin", by=by)
    return conference


def _kinds(flow: Any, *, has_said: bool) -> list[tuple[str, int]]:
    found = [(Movement.Kind.IN.value, flow.inflow), (Movement.Kind.OUT.value, flow.outflow)]
    if has_said:
        found += [(Movement.Kind.ADDED.value, flow.is_added), (Movement.Kind.GONE.value, flow.is_gone)]
    return [(kind, int(times)) for kind, times in found if times]


@transaction.atomic
def let_in(conference: Conference, person: Person, *, by: Person) -> None:
    """``person`` is there and sees the cases from now on."""
    locked = _open(conference, by=by)
    if person.community_id != locked.community_id or not may_come(person):
        raise BadInput(_("Only staff and people of the agencies come to a case conference."))
    _row, is_new = Attendee.objects.get_or_create(conference=locked, person=person)
    if is_new:
        audit.record(locked, "let_in", by=by, why=str(person.pk))
        ring(locked.board_id)


@transaction.atomic
def let_out(conference: Conference, person: Person, *, by: Person) -> None:
    """``person`` is not there, and sees nothing any more."""
    locked = _open(conference, by=by)
    gone, _each = Attendee.objects.filter(conference=locked, person=person).delete()
    if gone:
        audit.record(locked, "let_out", by=by, why=str(person.pk))
        ring(locked.board_id)


@transaction.atomic
def show_case(conference: Conference, case: Case, *, by: Person) -> None:
    """Speak of ``case`` now."""
    locked = _open(conference, by=by)
    if locked.current_id != case.pk:
        locked.current = case
        locked.save(update_fields=["current"])
        ring(locked.board_id)
    conference.current = case


@transaction.atomic
def decide(case: Case, *, step: str, owner: Person, due_on: date, by: Person) -> Case:
    """Give ``case`` its one next step; a later word replaces it. Then the next case without one is shown."""
    conference = _open(case.conference, by=by)
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if not cases_of(conference).filter(pk=case.pk).exists():
        raise Refused(_("The parent does not let the conference speak of this child any more."))
    if step not in NextStep.values:
        raise BadInput(_("Choose the next step from the list."))
    if due_on < conference.held_on:
        raise BadInput(_("The day can't be before the conference."))
    if not Attendee.objects.filter(conference=conference, person=owner).exists():
        raise BadInput(_("Only somebody who is here can take it on."))
    said_again = (locked.step, locked.owner_id, locked.due_on) == (step, owner.pk, due_on)
    if said_again and conference.current_id != locked.pk:
        return locked
    if not said_again:
        locked.step, locked.owner, locked.due_on, locked.done_on = step, owner, due_on, None
        locked.save(update_fields=["step", "owner", "due_on", "done_on"])
        audit.record(locked.referral, "conference_step", by=by, to_state=step, why=str(owner.pk))
    following = cases_of(conference).filter(step="").order_by("position").first()
    conference.current = following or locked
    conference.save(update_fields=["current"])
    ring(conference.board_id)
    return locked


@transaction.atomic
def finish_step(case: Case, *, by: Person) -> Case:
    """The next step is done. Its owner says so, or who leads. Twice is once."""
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if not leads_conference(by) and locked.owner_id != by.pk:
        raise NotAllowed(_("Only who took it on can say that it is done."))
    if not locked.step:
        raise Refused(_("This case has no next step yet."))
    if locked.done_on is None:
        locked.done_on = by.community.today()
        locked.save(update_fields=["done_on"])
        audit.record(locked.referral, "conference_done", by=by, to_state=locked.step)
        ring(locked.conference.board_id)
    return locked


@transaction.atomic
def close_conference(conference: Conference, *, by: Person) -> Conference:
    """The conference is over: only who leads sees its cases from then on. Twice is once."""
    require(leads_conference(by))
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    if locked.state == Conference.State.CLOSED:
        return locked
    transition(conference, "close", by=by)
    ring(conference.board_id)
    return conference


def _open(conference: Conference, *, by: Person) -> Conference:
    require(leads_conference(by))
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    if locked.state != Conference.State.OPEN:
        raise Refused(_("This conference is over."))
    return locked
