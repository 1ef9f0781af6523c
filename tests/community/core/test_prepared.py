"""Prepared queries and inserts give what Django's own give."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.forms.models import model_to_dict

from advisory.decisions.models import Ballot, Decision, RollEntry
from community.core.prepared import Prepared, insert
from community.messaging.models import Message, Thread
from community.people.models import Membership, Person
from tests.factories.people import CommunityFactory, GroupFactory, PersonFactory, member

pytestmark = pytest.mark.django_db


def by_phone(community, phone):
    return Person.objects.filter(community=community, phone=phone).select_related("community", "organisation")


def test_the_same_rows_with_their_relations(django_assert_num_queries):
    prepared = Prepared(by_phone, community=int, phone=str)
    people = [PersonFactory(), PersonFactory(language="ht")]
    for person in people * 2:
        with django_assert_num_queries(1):
            found = prepared.first(community=person.community_id, phone=person.phone)
            assert found.community == person.community
            assert found.organisation is None
        assert model_to_dict(found) == model_to_dict(person)
        assert found.community.languages == ["en", "es", "ht"]
        assert (found._state.adding, found._state.db) == (False, "default")
    assert prepared.first(community=people[0].community_id, phone=people[1].phone) is None
    assert prepared.first(community=10**30, phone="") is None
    assert prepared.first(community=0, phone="'; DROP TABLE community_person; --") is None


def test_the_order_is_kept_and_constants_too():
    group = GroupFactory()
    seats = [member(group).memberships.get() for _seat in range(3)]
    last = Prepared(
        lambda group, status: Membership.objects.filter(group=group, status=status, until=None).order_by(
            "-pk"
        ),
        group=int,
        status=str,
    )
    assert last.first(group=group.pk, status="member") == seats[-1]
    assert last.first(group=group.pk, status="chair") is None
    unordered = Prepared(lambda group: Membership.objects.filter(group=group), group=int)
    assert unordered.first(group=group.pk) == seats[0]


def test_all_rows_in_their_order_each_with_its_relations(django_assert_num_queries):
    group, other = GroupFactory(), GroupFactory()
    seats = [member(group).memberships.get() for _seat in range(3)]
    newest_first = Prepared(
        lambda group: Membership.objects.filter(group=group).select_related("person").order_by("-pk"),
        group=int,
    )
    for _time in range(2):
        with django_assert_num_queries(1):
            found = newest_first.rows(group=group.pk)
            assert [seat.person for seat in found] == [seat.person for seat in reversed(seats)]
        assert [model_to_dict(seat) for seat in found] == [model_to_dict(seat) for seat in reversed(seats)]
        assert newest_first.first(group=group.pk) == seats[-1]
    assert newest_first.rows(group=other.pk) == newest_first.rows(group=10**30) == []


def test_an_inserted_row_is_like_a_saved_one():
    thread = Thread.objects.create(community=CommunityFactory(), phone="+13475550000")
    fields = {
        "thread": thread,
        "direction": "out",
        "state": "queued",
        "body": "¿Vienes? 1 sí",
        "is_reply": True,
    }
    saved = Message.objects.create(**fields)
    inserted = Message(**fields)
    insert(inserted)
    assert inserted.pk == saved.pk + 1
    own, other = Message.objects.get(pk=inserted.pk), saved
    other.refresh_from_db()
    assert model_to_dict(own, exclude=["id", "not_before"]) == model_to_dict(
        other, exclude=["id", "not_before"]
    )
    assert own.not_before == inserted.not_before
    assert own.created_at >= other.created_at
    inserted.body = "changed"
    inserted.save()
    assert Message.objects.count() == 2


def test_a_constraint_speaks_as_it_does_to_django():
    thread = Thread.objects.create(community=CommunityFactory(), phone="+13475550000")
    fields = {"thread": thread, "direction": "in", "state": "received", "sid": "SM1"}
    insert(Message(**fields))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Message(**fields))
    assert Message.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no statements on a server")
def test_postgresql_plans_a_statement_once():
    thread = Thread.objects.create(community=CommunityFactory(), phone="+13475550000")
    fields = {"thread": thread, "direction": "in", "state": "received"}
    for number in range(8):
        insert(Message(**fields, sid=f"SM{number}"))
    with connection.cursor() as asking:
        asking.execute(
            "SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["INSERT%message%"]
        )
        assert asking.fetchone() == (1,)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Message(**fields, sid="SM7"))
    assert Message.objects.count() == 8


def test_a_row_over_another_and_what_the_database_fills_in():
    group = GroupFactory()
    decision = Decision.objects.create(group=group, title="Library hours", method="majority")
    entry = RollEntry.objects.create(decision=decision, person=member(group))
    insert(first := Ballot(entry=entry, option="yes", channel="text"), over="entry")
    insert(second := Ballot(entry=entry, option="no", channel="phone"), over="entry")
    assert first.pk == second.pk
    assert model_to_dict(Ballot.objects.get()) == model_to_dict(second)
    assert second.cast_at == Ballot.objects.get().cast_at


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no statements on a server")
def test_a_prepared_statement_outlives_a_rollback_and_a_new_column():
    thread = Thread.objects.create(community=CommunityFactory(), phone="+13475550000")
    find = Prepared(lambda phone: Thread.objects.filter(phone=phone), phone=str)

    def use(times=8):
        for _time in range(times):
            insert(Message(thread=thread, direction="in", state="received"))
            assert find.first(phone=thread.phone) == thread

    use()
    with connection.cursor() as asking:
        asking.execute("SET CONSTRAINTS ALL IMMEDIATE")
        asking.execute("ALTER TABLE community_thread ADD COLUMN mood text DEFAULT 'calm'")
        asking.execute("ALTER TABLE community_message ADD COLUMN mood text DEFAULT 'calm'")
    use()
    with transaction.atomic():
        use()
        transaction.set_rollback(True)
    use()
    assert Message.objects.count() == 24
