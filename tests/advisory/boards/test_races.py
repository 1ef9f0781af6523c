"""Two coordinators at once: one seat has one holder, and one person one application."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from advisory.boards.services import begin_term
from advisory.models import Applicant, Seat, Term
from advisory.recruiting.services import register_interest
from community.core.errors import Refused
from community.models import Group, Person
from tests.factories.boards import house, seated
from tests.factories.people import PersonFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time anyhow"),
]
AT_ONCE = 6


def all_at_once(act, rows):
    """``act`` on each of ``rows``, begun together; what each came to."""
    gate = Barrier(len(rows))

    def one(row):
        gate.wait(timeout=30)
        try:
            return act(row)
        except Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(rows)) as threads:
        return list(threads.map(one, rows))


def test_one_seat_that_many_are_given_is_held_by_one(transactional_db):
    group, _coordinator = house()
    (seat,) = seated(group)
    people = [PersonFactory(community=group.community).pk for _one in range(AT_ONCE)]
    today = group.community.today()
    terms = all_at_once(
        lambda pk: begin_term(
            Seat.objects.get(pk=seat.pk), person=Person.objects.get(pk=pk), since=today, by=None
        ),
        people,
    )
    assert len([term for term in terms if term]) == Term.objects.count() == 1


def test_interest_that_comes_many_times_at_once_is_kept_once(transactional_db):
    group, _coordinator = house()
    rosa = PersonFactory(community=group.community)
    outcomes = all_at_once(
        lambda _number: register_interest(
            Group.objects.select_related("community").get(pk=group.pk),
            person=Person.objects.select_related("community").get(pk=rosa.pk),
            channel="text",
        ),
        list(range(AT_ONCE)),
    )
    assert sorted(outcomes) == ["before"] * (AT_ONCE - 1) + ["new"]
    assert Applicant.objects.count() == 1
