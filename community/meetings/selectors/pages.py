"""What the pages of meetings show."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from community.meetings.models import ActionItem, Attendance, Invitation, Meeting
from community.meetings.selectors.agenda import shown_of
from community.meetings.selectors.people import standing_of
from community.meetings.selectors.turnout import Turnout, turnout_of, with_turnout
from community.meetings.standing import COLLEAGUE, MEMBER
from community.people.models import Community, Group, Person


def groups_that_meet(community: Community) -> list[Group]:
    """The groups of ``community`` that have had or planned a meeting."""
    return list(
        Group.objects.of(community)
        .filter(Q(meetings__isnull=False) | Q(joint_meetings__isnull=False))
        .distinct()
        .order_by("pk")
    )


@dataclass(frozen=True)
class Row:
    """One line of the list of meetings."""

    meeting: Meeting
    turnout: Turnout
    yes: int
    waiting: int


def listed(community: Community, group: Group | None) -> list[Row]:
    """Every meeting of ``community``, or those at which ``group`` meets, newest first. Three queries."""
    rows = Meeting.objects.of(community).select_related("group__community").prefetch_related("joint_with")
    if group is not None:
        joint = Meeting.joint_with.through.objects.filter(group=group)
        rows = rows.filter(Q(group=group) | Q(pk__in=joint.values("meeting")))
    rows = rows.annotate(yes=_invited("yes"), waiting=_invited(""))
    return [
        Row(meeting, turnout_of(meeting), meeting.yes, meeting.waiting)  # type: ignore[attr-defined]
        for meeting in with_turnout(rows).order_by("-month", "-number", "group")
    ]


def _invited(answer: str) -> Any:
    """How many invitations to the outer meeting have that answer.

    A count over a join would have the turnout counted anew for every invitation.
    """
    rows = Invitation.objects.filter(meeting=OuterRef("pk"), answer=answer).order_by()
    counts = Func(F("pk"), function="COUNT")
    return Subquery(rows.annotate(many=counts).values("many"), output_field=IntegerField())


@dataclass(frozen=True)
class Replies:
    """What the invited have said, by name."""

    yes: list[Invitation]
    no: list[Invitation]
    waiting: list[Invitation]

    @property
    def invited(self) -> int:
        return len(self.yes) + len(self.no) + len(self.waiting)


def replies_to(meeting: Meeting) -> Replies:
    """The invitations of ``meeting`` by their answer, with their ``accommodations``. Two queries."""
    found = list(
        Invitation.objects.filter(meeting=meeting)
        .select_related("person")
        .prefetch_related("accommodations")
        .order_by("person__display_name", "person_id")
    )
    return Replies(
        yes=[invitation for invitation in found if invitation.answer == "yes"],
        no=[invitation for invitation in found if invitation.answer == "no"],
        waiting=[invitation for invitation in found if not invitation.answer],
    )


def promises_of(meeting: Meeting) -> QuerySet[ActionItem]:
    """What was promised at ``meeting``, soonest due first."""
    return ActionItem.objects.filter(meeting=meeting).select_related("owner", "owner_organisation", "group")


def outcome_of(meeting: Meeting, person: Person) -> dict[str, Any]:
    """What ``person`` reads when the evening is over. A guest reads only what is open to guests."""
    sees_all = standing_of(meeting, person) in (MEMBER, COLLEAGUE)
    return {
        "was_here": Attendance.objects.filter(meeting=meeting, person=person).exists(),
        "agenda": shown_of(meeting, sees_all=sees_all),
        "promises": promises_of(meeting) if sees_all else (),
    }
