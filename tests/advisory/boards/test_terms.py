"""Seats and terms: who sits where on any day, with one roster for all."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from advisory.boards.selectors import roster_on, terms_due, vacant_seats
from advisory.boards.services import add_seats, begin_term, close_seat, end_membership, give_seat, renew_term
from advisory.models import Seat, Term
from community.core.errors import BadInput, NotAllowed, Refused
from community.models import AuditLine, Membership
from community.people.selectors import roster
from tests.factories.boards import chartered, house, seated
from tests.factories.people import SINCE, GroupFactory, PersonFactory, member, staff

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)


def names(group, day):
    return [
        (place.seat.number if place.seat else None, place.membership and place.membership.person.display_name)
        for place in roster_on(group, day)
    ]


def test_seats_are_numbered_on():
    group, coordinator = house()
    add_seats(group, number=2, since=SINCE, by=coordinator)
    add_seats(group, number=1, since=SINCE, purpose=" speaks  Haitian Creole ", by=coordinator)
    assert list(Seat.objects.values_list("number", "purpose")) == [
        (1, ""),
        (2, ""),
        (3, "speaks Haitian Creole"),
    ]
    assert AuditLine.objects.filter(subject_type="advisory.Seat", verb="add", actor=coordinator).count() == 3


@pytest.mark.parametrize("number", [0, 41])
def test_seats_come_in_small_numbers(number):
    group, coordinator = house()
    with pytest.raises(BadInput):
        add_seats(group, number=number, since=SINCE, by=coordinator)


def test_the_roster_of_any_day_shows_seats_vacancies_and_members_without_a_seat(django_assert_num_queries):
    group, coordinator = house()
    first, _second = seated(group, 2)
    rosa, _luis = member(group, display_name="Rosa"), member(group, display_name="Luis")
    today = group.community.today()
    give_seat(first, person=rosa, since=today, by=coordinator)
    with django_assert_num_queries(2):
        assert names(group, today) == [(1, "Rosa"), (2, None), (None, "Luis")]
    assert names(group, SINCE) == [(1, "Rosa"), (2, None), (None, "Luis")]
    assert names(group, SINCE - A_DAY) == []
    assert [seat.number for seat in vacant_seats(group, today)] == [2]


def test_a_term_and_its_membership_are_one():
    group, coordinator = house()
    (seat,) = seated(group)
    today = group.community.today()
    term = give_seat(seat, person=PersonFactory(community=group.community), since=today, by=coordinator)
    assert list(roster(group, today)) == [term.membership.person]
    end_membership(term.membership, on=today, why="moved away", by=coordinator)
    assert names(group, today + A_DAY) == [(1, None)]
    assert not roster(group, today + A_DAY).exists()
    line = AuditLine.objects.get(verb="leave")
    assert (line.actor, line.why) == (coordinator, "moved away")
    with pytest.raises(Refused, match="has an end already"):
        end_membership(term.membership, on=today, why="again", by=coordinator)


def test_nobody_sits_in_a_seat_that_is_held():
    group, coordinator = house()
    (seat,) = seated(group)
    rosa, luis = member(group), member(group)
    today = group.community.today()
    term = give_seat(seat, person=rosa, since=today, by=coordinator)
    with pytest.raises(Refused, match="Somebody holds this seat"):
        give_seat(seat, person=luis, since=today, by=coordinator)
    end_membership(term.membership, on=today, why="moved away", by=coordinator)
    with pytest.raises(Refused, match="Somebody holds this seat"):
        give_seat(seat, person=luis, since=today, by=coordinator)
    give_seat(seat, person=luis, since=today + A_DAY, by=coordinator)
    assert [number for number, _name in names(group, today + A_DAY)] == [1]


def test_a_member_who_follows_somebody_keeps_one_roster_without_a_gap():
    group, coordinator = house()
    (seat,) = seated(group)
    rosa, luis = member(group, display_name="Rosa"), member(group, display_name="Luis")
    today = group.community.today()
    term = give_seat(seat, person=rosa, since=today, by=coordinator)
    end_membership(term.membership, on=today, why="moved away", by=coordinator)
    give_seat(seat, person=luis, since=today + A_DAY, by=coordinator)
    assert names(group, today) == [(1, "Rosa"), (None, "Luis")]
    assert names(group, today + A_DAY) == [(1, "Luis")]


def test_a_candidate_who_is_seated_is_a_candidate_no_more():
    group, coordinator = house()
    (seat,) = seated(group)
    keisha = PersonFactory(community=group.community)
    Membership.objects.create(group=group, person=keisha, status="candidate", since=SINCE)
    today = group.community.today()
    begin_term(seat, person=keisha, since=today, by=coordinator)
    assert list(roster(group, today)) == [keisha]
    assert Membership.objects.get(status="candidate").until == today - A_DAY


def test_nobody_has_two_seats_of_one_group():
    group, coordinator = house()
    first, second = seated(group, 2)
    rosa = member(group, display_name="Rosa Diaz")
    today = group.community.today()
    give_seat(first, person=rosa, since=today, by=coordinator)
    with pytest.raises(Refused, match="Rosa Diaz sits in another seat"):
        give_seat(second, person=rosa, since=today, by=coordinator)


def test_a_group_with_members_chooses_the_next_itself_unless_its_charter_says_otherwise():
    group, coordinator = house()
    first, second = seated(group, 2)
    today = group.community.today()
    give_seat(first, person=PersonFactory(community=group.community), since=today, by=coordinator)
    newcomer = PersonFactory(community=group.community)
    with pytest.raises(NotAllowed, match="by its own vote"):
        give_seat(second, person=newcomer, since=today, by=coordinator)
    chartered(group, seats_without_vote=True, term_months=24)
    term = give_seat(second, person=newcomer, since=datetime.date(2027, 1, 31), by=coordinator)
    assert term.due_on == datetime.date(2029, 1, 30)


def test_only_a_coordinator_of_the_same_community_keeps_seats():
    group, _coordinator = house()
    (seat,) = seated(group)
    rosa = member(group)
    for other in (staff(group.community, "facilitator"), rosa, staff(GroupFactory().community)):
        with pytest.raises(NotAllowed):
            give_seat(seat, person=rosa, since=SINCE, by=other)
        with pytest.raises(NotAllowed):
            add_seats(group, number=1, since=SINCE, by=other)
        with pytest.raises(NotAllowed):
            end_membership(rosa.memberships.get(), on=SINCE, why="x", by=other)


def test_nobody_of_another_community_sits_here():
    group, coordinator = house()
    (seat,) = seated(group)
    with pytest.raises(BadInput):
        give_seat(seat, person=PersonFactory(), since=SINCE, by=coordinator)


def test_a_term_ends_on_a_day_it_had_and_for_a_reason():
    group, coordinator = house()
    place = member(group).memberships.get()
    with pytest.raises(BadInput, match="later day"):
        end_membership(place, on=SINCE - A_DAY, why="moved", by=coordinator)
    with pytest.raises(BadInput, match="why"):
        end_membership(place, on=SINCE, why="  ", by=coordinator)


def test_a_further_term_begins_when_this_one_is_due():
    group, coordinator = house()
    (seat,) = seated(group)
    rosa = member(group)
    today = group.community.today()
    give_seat(seat, person=rosa, since=today, by=coordinator)
    Term.objects.update(due_on=today + A_DAY)
    assert list(terms_due(group.community, today)) == [Term.objects.get()]
    following = renew_term(Term.objects.get(), by=coordinator)
    assert following.membership.since == today + 2 * A_DAY
    assert rosa.memberships.exclude(pk=following.membership_id).get().until == today + A_DAY
    for day in (today, today + A_DAY, today + 2 * A_DAY):
        assert list(roster(group, day)) == [rosa]
    assert not terms_due(group.community, today).exists()


def test_a_seat_goes_only_when_nobody_holds_it():
    group, coordinator = house()
    (seat,) = seated(group)
    today = group.community.today()
    term = give_seat(seat, person=member(group), since=today, by=coordinator)
    with pytest.raises(Refused, match="End their term first"):
        close_seat(seat, on=today, by=coordinator)
    end_membership(term.membership, on=today, why="moved", by=coordinator)
    close_seat(seat, on=today, by=coordinator)
    assert [number for number, _name in names(group, today + A_DAY)] == []
    with pytest.raises(BadInput, match="no such seat"):
        begin_term(seat, person=member(group), since=today + A_DAY, by=coordinator)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has the service's check alone")
def test_the_database_itself_keeps_a_seat_for_one_person_of_its_group():
    group, _coordinator = house()
    first, second = seated(group, 2)
    held = Term.objects.create(seat=first, membership=member(group).memberships.get())
    other = member(group).memberships.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Term.objects.create(seat=first, membership=other)
    held.membership.until = SINCE
    held.membership.save()
    other.since = SINCE + A_DAY
    other.save()
    Term.objects.create(seat=first, membership=other)
    with pytest.raises(DatabaseError), transaction.atomic():
        Membership.objects.filter(pk=other.pk).update(since=SINCE)
    foreign = member(GroupFactory(community=group.community)).memberships.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(seat=second, membership=foreign)
