"""The Ambassador's list: every open referral of the community, by what is due first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.timezone import localdate

from community.people.models import Community
from referrals.caseload import rules
from referrals.caseload.models import Contact
from referrals.caseload.selectors.contacts import last_contacts
from referrals.tracking.clocks import RUNS_OUT, Clock, Kind
from referrals.tracking.models import FamilyAnswer, Referral, Step
from referrals.tracking.states import BEFORE_CALL, State
from referrals.tracking.words import Due


@dataclass(frozen=True)
class Case:
    """One open referral as far as its order in the list needs it; no name."""

    referral_id: int
    clock: Clock
    days_left: int
    nobody_called: bool
    contradicts: bool


@dataclass(frozen=True)
class Row:
    """One line of the list, with what it shows."""

    case: Case
    referral: Referral
    said: FamilyAnswer | None
    contact: Contact | None

    @property
    def due(self) -> Due:
        return Due(self.case.clock, self.case.days_left, is_rounded=True)


def cases(community: Community) -> list[Case]:
    """All open referrals of ``community``, the one due first first. One query, without names.

    The clocks are reckoned here and not in SQL, where adding days to a date differs between databases;
    a community has hundreds of open referrals, not millions.
    """
    today = community.today()
    last_step = Step.objects.filter(referral=OuterRef("pk"), state=OuterRef("state"))
    found = (
        Referral.objects.of(community)
        .exclude(state=State.CLOSED)
        .annotate(noted_at=Subquery(last_step.order_by("-number").values("recorded_at")[:1]))
        .values(
            "pk",
            *("state", "state_since", "due_on", "due_kind"),
            "family_answer__answer",
            "family_answer__answered_at",
            "noted_at",
        )
    )
    made = [_case(row, community, today) for row in found]
    return sorted(made, key=lambda case: (case.clock.due, case.referral_id))


def _case(row: Any, community: Community, today: date) -> Case:
    clock = Clock(Kind(row["due_kind"]), row["due_on"])
    at = row["family_answer__answered_at"]
    said: dict[str, Any] = {
        "answered_on": localdate(at, timezone=community.zone) if at else None,
        "stepped_on": row["state_since"] if row["state"] not in BEFORE_CALL else None,
        "noted_since": bool(at and row["noted_at"] and row["noted_at"] > at),
    }
    answer = row["family_answer__answer"] or ""
    return Case(
        referral_id=row["pk"],
        clock=clock,
        days_left=clock.days_left(today),
        nobody_called=rules.nobody_called(answer, **said),
        contradicts=rules.contradicts(answer, **said),
    )


def rows(page: list[Case]) -> list[Row]:
    """The lines of one page, in the order given. Two queries."""
    shown = [case.referral_id for case in page]
    with_names = Referral.objects.select_related("child__parent", "organisation", "family_answer").in_bulk(
        shown
    )
    contacts = last_contacts(shown)
    return [
        Row(
            case=case,
            referral=with_names[case.referral_id],
            said=getattr(with_names[case.referral_id], "family_answer", None),
            contact=contacts.get(case.referral_id),
        )
        for case in page
    ]


@dataclass(frozen=True)
class Counts:
    """What the home page says of the caseload."""

    late: int
    runs_out: int
    nobody_called: int


def counts(community: Community) -> Counts:
    """How many clocks have run out, how many do within a week, and how many families wait for a call."""
    found = cases(community)
    return Counts(
        late=sum(case.days_left < 0 for case in found),
        runs_out=sum(0 <= case.days_left <= RUNS_OUT for case in found),
        nobody_called=sum(case.nobody_called for case in found),
    )
