"""A press that comes again is answered as before, and does nothing twice."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from community.core.errors import Refused
from community.live import jobs
from community.live.models import Press
from community.live.services import REMEMBERED, once
from community.people.models import Household
from tests.community.live.conftest import PATIENCE
from tests.factories.people import PersonFactory

KEY = uuid.uuid4().hex


def household_of(person):
    """An act that is no use twice: each time it adds a household."""

    def add():
        Household.objects.create(community=person.community, name="Petit")
        return f"Household {Household.objects.count()} is there."

    return add


@pytest.fixture
def person(db):
    return PersonFactory()


def test_the_same_press_says_the_same_and_does_nothing(person):
    for _time in range(3):
        assert once(person, KEY, household_of(person)) == "Household 1 is there."
    assert once(person, uuid.uuid4().hex, household_of(person)) == "Household 2 is there."


def test_a_key_is_its_person_s_own(person):
    other = PersonFactory(community=person.community)
    once(person, KEY, household_of(person))
    assert once(other, KEY, household_of(person)) == "Household 2 is there."


@pytest.mark.parametrize("key", [None, "", "x", "1" * 33, "\x00"])
def test_without_a_key_each_press_counts(person, key):
    for number in (1, 2):
        assert once(person, key, household_of(person)) == f"Household {number} is there."
    assert not Press.objects.exists()


def test_a_refusal_keeps_nothing(person):
    def refuse():
        household_of(person)()
        raise Refused("The vote is closed.")

    for _time in range(2):
        with pytest.raises(Refused, match="closed"):
            once(person, KEY, refuse)
    assert not Household.objects.exists()
    assert once(person, KEY, household_of(person)) == "Household 1 is there."


@pytest.mark.django_db(transaction=True)
def test_what_a_refusal_leaves_to_do_is_done_once_though_the_rest_is_undone():
    person, done = PersonFactory(), []

    def refuse():
        household_of(person)()
        refusal = Refused("The vote is closed.")
        refusal.leave_to_do(lambda: done.append(connection.in_atomic_block))
        raise refusal

    with pytest.raises(Refused, match="closed"):
        once(person, KEY, refuse)
    assert not Household.objects.exists()
    assert done == [False]


def test_what_is_old_is_forgotten(person):
    for key in (KEY, uuid.uuid4().hex):
        once(person, key, household_of(person))
    long_ago = timezone.now() - REMEMBERED - timedelta(minutes=1)
    Press.objects.filter(key=KEY).update(pressed_at=long_ago)
    for _time in range(2):
        jobs.forget_presses()
        assert Press.objects.exclude(key=KEY).count() == Press.objects.count() == 1


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one write at a time anyhow")
def test_a_retry_waits_for_the_first_that_is_still_at_work(shared_db):
    person = PersonFactory()
    working, go_on, heard = threading.Event(), threading.Event(), []

    def slowly():
        working.set()
        assert go_on.wait(PATIENCE)
        return household_of(person)()

    def press(act):
        heard.append(once(person, KEY, act))
        connections.close_all()

    first = threading.Thread(target=press, args=[slowly])
    first.start()
    assert working.wait(PATIENCE)
    again = threading.Thread(target=press, args=[household_of(person)])
    again.start()
    with connection.cursor() as cursor:
        waiting = (
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        deadline = timezone.now() + timedelta(seconds=PATIENCE)
        waits = 0
        while not waits:
            assert timezone.now() < deadline, "the retry did not wait"
            cursor.execute(waiting)
            (waits,) = cursor.fetchone()
    go_on.set()
    for thread in (first, again):
        thread.join(PATIENCE)
    assert heard == ["Household 1 is there."] * 2
    assert Household.objects.count() == 1
