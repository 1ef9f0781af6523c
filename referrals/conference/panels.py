"""The live board of a conference: the case that is spoken of, and the list. Only who is there sees it."""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string

from community.core.registry import Audience
from referrals.conference.models import Attendee, Case, Conference
from referrals.conference.rules import leads_conference, may_come
from referrals.conference.selectors import cases_on, find_conference
from referrals.tracking.sights import Role, Seen

LEADER, PRESENT = "leader", "present"


def shown(case: Case, conference: Conference) -> dict[str, Any]:
    """What the conference sees of a case."""
    seen = Seen(case.referral, Role.CONFERENCE, today=conference.held_on)
    return {"case": case, "referral": case.referral, "name": seen["name"], "age": seen["born"]}


def now(board_id: int, audience: Audience) -> str:
    """The case that is spoken of."""
    conference, rows = find_conference(board_id), cases_on(board_id)
    current = next((case for case in rows if case.pk == conference.current_id), None)
    seen = shown(current, conference) if current else {}
    return render_to_string(
        "conference/panel_now.html", {"conference": conference, "role": audience.role, **seen}
    )


def cases(board_id: int, audience: Audience) -> str:
    """All cases with the next step of each."""
    conference = find_conference(board_id)
    rows = [shown(case, conference) for case in cases_on(board_id)]
    decided = sum(bool(row["case"].step) for row in rows)
    told = {"conference": conference, "rows": rows, "decided": decided, "role": audience.role}
    return render_to_string("conference/panel_cases.html", told)


PANELS = {"now": now, "cases": cases}


def audience(person: Any | None, board_id: int, claimed: str) -> Audience | None:
    """Who leads, and while it goes on who is there."""
    return audiences([person], board_id, claimed)[0] if person is not None else None


def audiences(people: Sequence[Any], board_id: int, claimed: str) -> list[Audience | None]:
    """The same for many people, in two queries."""
    conference = Conference.objects.filter(board=board_id).first()
    if conference is None:
        return [None] * len(people)
    attending = Attendee.objects.filter(conference=conference).values_list("person", flat=True)
    present = set(attending) if conference.state == Conference.State.OPEN else set()
    return [_audience(person, present) for person in people]


def _audience(person: Any, present: set[int]) -> Audience | None:
    if not person.both_factors:
        return None
    if leads_conference(person):
        return Audience(LEADER, person.language)
    if may_come(person) and person.pk in present:
        return Audience(PRESENT, person.language)
    return None
