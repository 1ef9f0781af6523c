"""How many came. What nobody recorded stays unknown, and a share is said only where the whole is known."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from community.meetings.models import Attendance, Meeting
from community.people.models import Membership

COUNT = IntegerField()


@dataclass(frozen=True)
class Turnout:
    """``present`` members of the group ``of`` its roster; None where it is not recorded.

    ``also`` are further counts of the record, each (words, number).
    """

    present: int | None = None
    of: int | None = None
    also: list[tuple[str, int]] = field(default_factory=list)

    @property
    def percent(self) -> int | None:
        """The share of the roster that came, in whole percent; None without a roster."""
        if self.present is None or not self.of:
            return None
        return round(100 * self.present / self.of)

    @property
    def words(self) -> str:
        """“20 of 25”, “19” or “not recorded”."""
        if self.present is None:
            return _("not recorded")
        if self.of is None:
            return str(self.present)
        return _("%(present)s of %(of)s") % {"present": self.present, "of": self.of}


def _people(rows: QuerySet[Any]) -> Any:
    """A subquery that counts the different people in ``rows``."""
    counts = Func(F("person"), function="COUNT", template="%(function)s(DISTINCT %(expressions)s)")
    return Coalesce(Subquery(rows.order_by().annotate(many=counts).values("many")), 0, output_field=COUNT)


def _seated() -> QuerySet[Membership]:
    """Seats in a group that meets at the outer meeting, on its day."""
    return Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=OuterRef("held_on")),
        Q(group=OuterRef("group")) | Q(group__joint_meetings=OuterRef("pk")),
        status__in=Membership.SEATED,
        since__lte=OuterRef("held_on"),
    )


def _came() -> QuerySet[Attendance]:
    """Those who checked in to the outer meeting and had such a seat."""
    day, seat = F("meeting__held_on"), "person__memberships"
    return Attendance.objects.filter(
        Q(person__memberships__until__isnull=True) | Q(person__memberships__until__gte=day),
        Q(**{f"{seat}__group": F("meeting__group")}) | Q(**{f"{seat}__group__joint_meetings": F("meeting")}),
        meeting=OuterRef("pk"),
        person__memberships__status__in=Membership.SEATED,
        person__memberships__since__lte=day,
    )


def with_turnout(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """The same meetings, ready for ``turnout_of``: two queries, however many they are."""
    counted = meetings.annotate(seated=_people(_seated()), came=_people(_came()))
    return counted.prefetch_related("attendance_counts")


def turnout_of(meeting: Any) -> Turnout:
    """How many came to ``meeting``, which comes from ``with_turnout``.

    Our own meetings count their check-ins against that day's roster. A record from elsewhere has
    only the counts that its source gives.
    """
    if not meeting.source:
        return Turnout(present=meeting.came, of=meeting.seated or None)
    counts = {row.body: row.count for row in meeting.attendance_counts.all()}
    code = meeting.group.code
    labels = {
        "FAB": _("from the board"),
        "PAT": _("from the provider team"),
        "BB": _("staff"),
        "total": _("in all"),
        "orgs": _("organizations"),
        "programs": _("programs"),
    }
    also = [(words, counts[body]) for body, words in labels.items() if body in counts and body != code]
    return Turnout(present=counts.get(code), of=counts.get("roster"), also=also)
