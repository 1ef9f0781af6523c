"""Sample people on the way to a seat. Numbers are from the range kept for fiction (555-01xx)."""

from datetime import datetime, time, timedelta
from typing import Any

from advisory.recruiting import services
from advisory.recruiting.models import Applicant, Gathering, Guest
from community.people.models import Channel, Membership, Person

# (name, language, whether they came to the last information session)
NEIGHBORS = [
    ("Gloria Whitfield", "en", True),
    ("Beatriz Solano", "es", True),
    ("Ketia Desir", "ht", None),
    ("Omar Fields", "en", None),
]
CRITERIA = "Has a child under five, or cares for one\nCan come once a month\nListens to others"


def seed(cast: Any) -> None:
    """An outreach that goes on, people at each stage, and a group interview next week."""
    coordinator = cast.staff["coordinator"]
    outreach = services.begin_outreach(
        cast.board,
        title="Table at the Livonia Avenue fair",
        place="Livonia Avenue and Rockaway Avenue",
        starts_on=cast.today - timedelta(days=30),
        ends_on=None,
        by=coordinator,
    )
    last_session = _gathering(cast, "session", days=-9)
    for number, (name, language, came) in enumerate(NEIGHBORS):
        person = Person.objects.create(
            community=cast.community, display_name=name, phone=f"+134755501{70 + number}", language=language
        )
        services.register_interest(cast.board, person=person, channel=Channel.TEXT, outreach=outreach)
        applicant = Applicant.objects.get(group=cast.board, person=person)
        if came is not None:
            services.ask_to(last_session, applicants=[applicant], by=coordinator)
            services.mark_came(_guest(last_session, applicant), came=came, by=coordinator)
    _stepped_back(cast)
    _interview(cast)


def _gathering(cast: Any, kind: str, *, days: int, criteria: str = "") -> Gathering:
    """At six in the evening, so many days from today."""
    day = cast.today + timedelta(days=days)
    return services.plan_gathering(
        cast.board,
        kind=kind,
        starts_at=datetime.combine(day, time(18), tzinfo=cast.community.zone),
        place="444 Thomas Boyland St",
        criteria=criteria,
        by=cast.staff["coordinator"],
    )


def _guest(gathering: Gathering, applicant: Applicant) -> Guest:
    guest = gathering.guests.select_related("applicant").get(applicant=applicant)
    guest.gathering = gathering
    return guest


def _interview(cast: Any) -> None:
    """The candidate of the cast has been interviewed, and one more is asked for next week."""
    coordinator = cast.staff["coordinator"]
    candidate = Membership.objects.get(group=cast.board, status=Membership.Status.CANDIDATE).person
    services.register_interest(cast.board, person=candidate, channel=Channel.VOICE, by=coordinator)
    applicant = Applicant.objects.get(group=cast.board, person=candidate)
    held = _gathering(cast, "interview", days=-2, criteria=CRITERIA)
    services.ask_to(held, applicants=[applicant], by=coordinator)
    guest = _guest(held, applicant)
    services.mark_came(guest, came=True, by=coordinator)
    listens, comes = CRITERIA.splitlines()[2], CRITERIA.splitlines()[1]
    services.keep_note(
        guest, words="Asked Wideline what she meant, and waited.", criterion=listens, by=cast.members[0]
    )
    services.keep_note(guest, words="Thursdays are fine after six.", criterion=comes, by=coordinator)
    coming = _gathering(cast, "interview", days=7, criteria=CRITERIA)
    informed = Applicant.objects.filter(group=cast.board, person__display_name=NEIGHBORS[0][0])
    services.ask_to(coming, applicants=informed, by=coordinator)


def _stepped_back(cast: Any) -> None:
    person = Person.objects.create(
        community=cast.community, display_name="Denroy Sinclair", phone="+13475550179", language="en"
    )
    services.register_interest(cast.board, person=person, channel=Channel.PAPER)
    applicant = Applicant.objects.get(group=cast.board, person=person)
    reason = "Works evenings until spring. Would like to hear from us then."
    services.withdraw(applicant, reason=reason, by=cast.staff["coordinator"])
