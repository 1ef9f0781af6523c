"""Reading who would like to join, where they stand, and what is planned for them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from advisory.boards.selectors import is_member, joining_rules_of
from advisory.recruiting.models import Applicant, Gathering, GatheringNote, Guest, Outreach
from advisory.recruiting.rules import recruits, seen_by_members
from advisory.recruiting.states import EARLY, State
from community.core.models import AuditLine
from community.meetings.models import Meeting
from community.people.models import Community, Group, Membership, Person

# The columns of the coordinator's board, in the order of the way.
STAGES = (
    *(State.INTERESTED, State.INFORMED, State.INTERVIEW, State.CANDIDATE, State.CHOSEN, State.NOT_CHOSEN),
    *(State.SEATED, State.DECLINED, State.WITHDRAWN),
)
WHOLE = ("group__community", "person", "outreach", "decision", "term__seat", "term__membership")


def applicants_for(person: Person, group: Group) -> QuerySet[Applicant]:
    """Those whom ``person`` may see on their way into ``group``: all for who runs meetings; for a member
    those at the stages that the charter opens to them; else nobody."""
    found = Applicant.objects.filter(group=group).select_related(*WHOLE)
    if recruits(person, group):
        return found
    today = group.community.today()
    if not is_member(person, group, today):
        return found.none()
    return found.filter(state__in=seen_by_members(joining_rules_of(group, today)))


def by_stage(applicants: QuerySet[Applicant]) -> list[tuple[Any, list[Applicant]]]:
    """The stages that have somebody, each with its people, those who have waited longest first. One query."""
    rows = list(applicants.order_by("moved_at", "pk"))
    stages = [(stage, [row for row in rows if row.state == stage]) for stage in STAGES]
    return [(stage, people) for stage, people in stages if people]


def counts_of(group: Group) -> dict[str, int]:
    """How many stand at each stage of the way into ``group``."""
    rows = Applicant.objects.filter(group=group).order_by().values_list("state").annotate(Count("pk"))
    return dict(rows)


def story_of(applicant: Applicant) -> QuerySet[AuditLine]:
    """What was done with an applicant, by whom and when, oldest first."""
    lines = AuditLine.objects.of(applicant.home).filter(
        subject_type=Applicant._meta.label, subject_id=applicant.pk
    )
    return lines.select_related("actor").order_by("pk")


def outreach_on(community: Community, day: date) -> QuerySet[Outreach]:
    """The outreach of ``community`` that goes on on ``day``, the last begun first."""
    going_on = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return Outreach.objects.of(community).filter(going_on, starts_on__lte=day).select_related("group")


def outreach_of(group: Group) -> QuerySet[Any]:
    """The outreach of ``group``, each with ``came``, how many it brought."""
    return group.outreach.annotate(came=Count("applicants")).order_by("-starts_on", "-pk")


def gatherings_of(group: Group) -> QuerySet[Any]:
    """Sessions and interviews of ``group``, the last first, with ``asked``, ``coming`` and ``there``."""
    return group.gatherings.annotate(
        asked=Count("guests"),
        coming=Count("guests", filter=Q(guests__answer="yes")),
        there=Count("guests", filter=Q(guests__came=True)),
    ).order_by("-starts_at", "-pk")


def interviews_to_come(person: Person) -> QuerySet[Gathering]:
    """Group interviews that begin later, of the groups in which ``person`` sits today, the next first."""
    seats = Membership.objects.on(person.community.today()).filter(
        person=person, status__in=Membership.SEATED
    )
    found = Gathering.objects.filter(
        group__in=seats.values("group"), kind=Gathering.Kind.INTERVIEW, starts_at__gt=timezone.now()
    )
    return found.select_related("group").order_by("starts_at", "pk")


def guests_of(gathering: Gathering, *, notes_of: Person | None) -> list[Guest]:
    """Those asked to ``gathering`` by name, each with ``written``: the notes, or those by ``notes_of``."""
    notes = GatheringNote.objects.select_related("author").order_by("pk")
    if notes_of is not None:
        notes = notes.filter(author=notes_of)
    guests = gathering.guests.select_related("applicant__person").order_by(
        "applicant__person__display_name", "pk"
    )
    return list(guests.prefetch_related(Prefetch("notes", queryset=notes, to_attr="written")))


def may_be_asked(gathering: Gathering) -> QuerySet[Applicant]:
    """Applicants who could come to ``gathering`` and have not been asked."""
    states = {
        Gathering.Kind.SESSION: [State.INTERESTED],
        Gathering.Kind.INTERVIEW: [*EARLY, State.INTERVIEW, State.NOT_CHOSEN],
    }[Gathering.Kind(gathering.kind)]
    found = Applicant.objects.filter(group=gathering.group_id, state__in=states)
    asked = gathering.guests.values("applicant")
    return found.exclude(pk__in=asked).select_related("person").order_by("person__display_name", "pk")


def may_stand(group: Group) -> QuerySet[Applicant]:
    """Those whom the group may vote on: interviewed, or voted on before without being chosen."""
    found = Applicant.objects.filter(group=group, state__in=[State.INTERVIEW, State.NOT_CHOSEN])
    return found.select_related("person").order_by("person__display_name", "pk")


def voted_on_by(decision: Any) -> Sequence[Applicant]:
    """The applicants whom ``decision`` is about, in the order of its choices."""
    found = Applicant.objects.filter(decision=decision).select_related(*WHOLE)
    return list(found.order_by("place", "pk"))


def meetings_to_come(group: Group) -> QuerySet[Meeting]:
    """Meetings of ``group`` at which it could vote."""
    return Meeting.objects.filter(group=group).exclude(state__in=Meeting.OVER).select_related("group")


def chosen_without_seat(community: Community) -> QuerySet[Applicant]:
    """Those whom a group has chosen and who wait for their seat."""
    return Applicant.objects.of(community).filter(state=State.CHOSEN).select_related("person", "group")


def newly_interested(community: Community) -> QuerySet[Any]:
    """The groups that somebody would like to join and has not been asked anywhere, with ``waiting``."""
    unasked = Q(applicants__state=State.INTERESTED, applicants__gatherings__isnull=True)
    groups = Group.objects.of(community).annotate(waiting=Count("applicants", filter=unasked, distinct=True))
    return groups.filter(waiting__gt=0).order_by("name")


def old_applicants(group: Group, before: datetime) -> QuerySet[Applicant]:
    """Those who have not joined ``group`` and with whom nothing happened since ``before``."""
    states = [State.DECLINED, State.WITHDRAWN, State.NOT_CHOSEN]
    return Applicant.objects.filter(group=group, state__in=states, moved_at__lt=before)
