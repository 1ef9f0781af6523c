"""The group's own vote about those who would join, and the seat that follows from it alone."""

import pytest
from django.db import IntegrityError, transaction

from advisory.boards.services import end_membership
from advisory.decisions import services as votes
from advisory.models import Applicant, Decision
from advisory.recruiting import services
from community.core.errors import BadInput, NotAllowed, Refused
from community.models import Membership, Message
from community.people.selectors import roster
from tests.factories.boards import chartered, house, seated
from tests.factories.people import GroupFactory, PersonFactory, member, staff
from tests.factories.recruiting import interested, interviewed, voted

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    """A board with two members and a seat that is free."""
    group, coordinator = house()
    seats = seated(group, 2)
    return group, coordinator, [member(group), member(group)], seats


def stand(group, applicants, by, **vote):
    vote = {"title": "A new member of the board", "method": "majority", "is_secret": False, **vote}
    return services.put_to_vote(group, applicants=applicants, by=by, **vote)


def states(*applicants):
    for applicant in applicants:
        applicant.refresh_from_db()
    return [applicant.state for applicant in applicants]


def test_one_whom_the_group_votes_for_is_seated(home):
    group, coordinator, (rosa, luis), (seat, _other) = home
    (applicant,) = interviewed(group, coordinator, display_name="Keisha Brown")
    decision = stand(group, [applicant], coordinator)
    assert states(applicant) == ["candidate"]
    voted(decision, by=coordinator, ballots=[(rosa, "yes"), (luis, "yes")])
    assert states(applicant) == ["chosen"]
    today = group.community.today()
    services.seat_applicant(applicant, seat=seat, since=today, by=coordinator)
    assert states(applicant) == ["seated"]
    assert applicant.term.seat == seat
    assert applicant.person in roster(group, today)
    welcome = Message.objects.filter(person=applicant.person, once_key__startswith="welcome:").get()
    assert "Keisha" in welcome.body


def test_one_whom_the_group_does_not_choose_has_no_seat_and_may_stand_again(home):
    group, coordinator, (rosa, luis), (seat, _other) = home
    (applicant,) = interviewed(group, coordinator)
    decision = stand(group, [applicant], coordinator)
    voted(decision, by=coordinator, ballots=[(rosa, "no"), (luis, "no")])
    assert states(applicant) == ["not_chosen"]
    with pytest.raises(NotAllowed, match="own vote"):
        services.seat_applicant(applicant, seat=seat, since=group.community.today(), by=coordinator)
    again = stand(group, [applicant], coordinator)
    voted(again, by=coordinator, ballots=[(rosa, "yes"), (luis, "yes")])
    assert states(applicant) == ["chosen"]


def test_of_several_those_with_the_most_votes_are_chosen(home):
    group, coordinator, (rosa, luis), _seats = home
    first, second, third = interviewed(group, coordinator, 3, display_name="Keisha Brown")
    decision = stand(group, [first, second, third], coordinator, method="approval", seats=2)
    titles = list(decision.choices.order_by("place").values_list("title", flat=True))
    assert titles == ["Keisha Brown (1)", "Keisha Brown (2)", "Keisha Brown (3)"]
    places = {applicant.pk: applicant.place for applicant in Applicant.objects.all()}
    wanted = [places[first.pk], places[third.pk]]
    voted(decision, by=coordinator, ballots=[(rosa, wanted), (luis, wanted)])
    assert states(first, second, third) == ["chosen", "not_chosen", "chosen"]


def test_a_first_pass_chooses_nobody(home):
    group, coordinator, (rosa, luis), _seats = home
    (applicant,) = interviewed(group, coordinator)
    decision = stand(group, [applicant], coordinator)
    Decision.objects.filter(pk=decision.pk).update(is_first_pass=True)
    decision.refresh_from_db()
    voted(decision, by=coordinator, ballots=[(rosa, "yes"), (luis, "yes")])
    assert states(applicant) == ["candidate"]


@pytest.mark.parametrize(("other_body", "state"), [("yes", "chosen"), ("no", "not_chosen")])
def test_where_another_body_must_approve_its_vote_is_waited_for(home, other_body, state):
    group, coordinator, (rosa, luis), _seats = home
    (applicant,) = interviewed(group, coordinator)
    decision = stand(group, [applicant], coordinator)
    council = GroupFactory(community=group.community, kind="council")
    councillor = member(council)
    also = votes.draft_decision(
        council, title="We agree", method="majority", by=coordinator, ratifies=decision
    )
    voted(decision, by=coordinator, ballots=[(rosa, "yes"), (luis, "yes")])
    assert states(applicant) == ["candidate"]
    voted(also, by=coordinator, ballots=[(councillor, other_body)])
    assert states(applicant) == [state]


def test_a_vote_that_is_asked_again_is_about_the_same_people(home):
    group, coordinator, (rosa, luis), (seat, _other) = home
    (applicant,) = interviewed(group, coordinator)
    decision = stand(group, [applicant], coordinator)
    voted(decision, by=coordinator, ballots=[(rosa, "yes"), (luis, "yes")])
    again = votes.reopen_decision(decision, by=coordinator, why="Somebody was not asked")
    applicant.refresh_from_db()
    with pytest.raises(Refused, match="does not hold"):
        services.seat_applicant(applicant, seat=seat, since=group.community.today(), by=coordinator)
    voted(again, by=coordinator, ballots=[(rosa, "no"), (luis, "no")])
    assert states(applicant) == ["not_chosen"]
    assert applicant.decision == again


def test_who_steps_back_during_the_vote_stays_away(home):
    group, coordinator, (rosa, luis), _seats = home
    (applicant,) = interviewed(group, coordinator)
    decision = stand(group, [applicant], coordinator)
    services.withdraw(applicant, reason="", by=coordinator)
    voted(decision, by=coordinator, ballots=[(rosa, "yes"), (luis, "yes")])
    assert states(applicant) == ["withdrawn"]


def test_the_charter_gives_the_quorum(home):
    group, coordinator, _members, _seats = home
    chartered(group, quorum_percent=75)
    (applicant,) = interviewed(group, coordinator)
    assert stand(group, [applicant], coordinator).quorum_percent == 75


@pytest.mark.parametrize(
    ("number", "vote"),
    [
        (0, {}),
        (1, {"method": "approval"}),
        (2, {"method": "majority"}),
        (2, {"seats": 2, "method": "approval"}),
    ],
)
def test_a_vote_fits_the_number_of_candidates(home, number, vote):
    group, coordinator, _members, _seats = home
    applicants = interviewed(group, coordinator, number)
    with pytest.raises(BadInput):
        stand(group, applicants, coordinator, **vote)
    assert not Decision.objects.exists()
    assert set(states(*applicants)) <= {"interview"}


def test_nobody_stands_before_an_interview_or_in_another_group(home):
    group, coordinator, _members, _seats = home
    other, other_coordinator = house()
    (foreign,) = interviewed(other, other_coordinator)
    for applicant in (interested(group), foreign):
        with pytest.raises(BadInput, match="interview"):
            stand(group, [applicant], coordinator)
    with pytest.raises(NotAllowed):
        stand(group, interviewed(group, coordinator), member(group))


def test_names_on_a_ballot_are_short_unless_two_would_be_the_same(home):
    group, coordinator, _members, _seats = home
    first = interviewed(group, coordinator, display_name="Keisha Brown")
    second = interviewed(group, coordinator, display_name="Keisha Best")
    third = interviewed(group, coordinator, display_name="Ana Lopez")
    decision = stand(group, [*first, *second, *third], coordinator, method="irv")
    assert set(decision.choices.values_list("title", flat=True)) == {"Keisha Brown", "Keisha Best", "Ana L."}


def test_only_where_the_charter_says_so_is_a_seat_given_without_a_vote(home):
    group, coordinator, _members, (seat, _other) = home
    applicant = interested(group)
    today = group.community.today()
    with pytest.raises(NotAllowed, match="own vote"):
        services.seat_applicant(applicant, seat=seat, since=today, by=coordinator)
    chartered(group, seats_without_vote=True)
    with pytest.raises(NotAllowed):
        services.seat_applicant(applicant, seat=seat, since=today, by=staff(group.community, "facilitator"))
    with pytest.raises(BadInput, match="this group"):
        services.seat_applicant(applicant, seat=seated(house()[0])[0], since=today, by=coordinator)
    services.seat_applicant(applicant, seat=seat, since=today, by=coordinator)
    assert (applicant.state, applicant.without_vote) == ("seated", True)


def test_who_sat_there_once_may_come_back(home):
    group, coordinator, _members, (seat, _other) = home
    chartered(group, seats_without_vote=True)
    applicant = interested(group)
    today = group.community.today()
    services.seat_applicant(applicant, seat=seat, since=today, by=coordinator)
    with pytest.raises(Refused, match="on the way already"):
        services.bring_back(applicant, by=coordinator)
    end_membership(applicant.term.membership, on=today, why="moved", by=coordinator)
    Membership.objects.filter(pk=applicant.term.membership_id).update(since="2025-01-01", until="2025-06-01")
    services.bring_back(applicant, by=coordinator)
    assert (applicant.state, applicant.term) == ("interested", None)


def test_turning_down_needs_a_reason_and_stepping_back_none(home):
    group, coordinator, _members, _seats = home
    applicant = interested(group)
    with pytest.raises(BadInput, match="kind words"):
        services.decline(applicant, reason=" ", by=coordinator)
    for act in (services.decline, services.withdraw):
        with pytest.raises(NotAllowed):
            act(applicant, reason="x", by=member(group))
    services.decline(applicant, reason="We look for families with small children now.", by=coordinator)
    assert applicant.state == "declined"
    with pytest.raises(Refused):
        services.withdraw(applicant, reason="", by=coordinator)
    services.bring_back(applicant, by=coordinator)
    assert (applicant.state, applicant.reason) == ("interested", "")
    services.withdraw(applicant, reason="", by=coordinator)
    assert applicant.state == "withdrawn"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "seated"},
        {"state": "candidate"},
        {"state": "chosen"},
        {"state": "declined"},
        {"state": "lost"},
    ],
)
def test_the_database_itself_holds_the_rules(wrong):
    group, _coordinator = house()
    who = PersonFactory(community=group.community)
    with pytest.raises(IntegrityError), transaction.atomic():
        Applicant.objects.create(group=group, person=who, channel="text", **wrong)
