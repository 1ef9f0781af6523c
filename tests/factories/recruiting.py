"""People on the way to a seat, for tests."""

import datetime
from typing import Any

from django.utils import timezone

from advisory.decisions import services as votes
from advisory.models import Applicant, Decision, Gathering, Guest
from advisory.recruiting import services
from community.models import Group, Person
from tests.factories.people import PersonFactory

AN_HOUR = datetime.timedelta(hours=1)


def interested(group: Group, **person: Any) -> Applicant:
    """Somebody new who would like to join."""
    who = PersonFactory(community=group.community, **person)
    services.register_interest(group, person=who, channel="text")
    return Applicant.objects.get(group=group, person=who)


def gathering(group: Group, by: Person, *, kind: str = "session", **more: Any) -> Gathering:
    """A session or an interview tomorrow at this hour."""
    plan = {"starts_at": timezone.now() + 24 * AN_HOUR, "place": "444 Thomas Boyland St", **more}
    return services.plan_gathering(group, kind=kind, by=by, **plan)


def interviewed(group: Group, by: Person, number: int = 1, **person: Any) -> list[Applicant]:
    """Applicants who are asked to one group interview."""
    applicants = [interested(group, **person) for _one in range(number)]
    meeting = gathering(group, by, kind="interview", criteria="Has time\nListens")
    services.ask_to(meeting, applicants=applicants, by=by)
    for applicant in applicants:
        applicant.refresh_from_db()
    return applicants


def guest_of(applicant: Applicant) -> Guest:
    """Their only gathering."""
    return applicant.gatherings.select_related("gathering__group__community", "applicant__person").get()


def voted(decision: Decision, *, by: Person, ballots: list[tuple[Person, Any]]) -> Decision:
    """Open the vote, cast ``ballots`` (an option, or the marks of a choosing vote), and close it."""
    votes.open_decision(decision, by=by)
    for voter, said in ballots:
        vote = {"option": said} if isinstance(said, str) else {"marks": said}
        votes.cast_vote(decision, voter=voter, channel="phone", **vote)
    votes.close_decision(decision, by=by)
    return decision
