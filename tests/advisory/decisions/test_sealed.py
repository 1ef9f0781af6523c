"""What the database keeps of a secret ballot: neither its row nor its place says whose it was, or when."""

import random

import pytest
from django.db import connection

from advisory.decisions import services
from advisory.decisions.models import SealedBallot
from tests.factories.decisions import opened

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = SealedBallot._meta.db_table


def voted(members=9):
    decision, facilitator, board = opened(members, is_secret=True)
    for number, voter in enumerate(board):
        option = ("yes", "no", "abstain")[number % 3]
        services.cast_vote(decision, voter=voter, option=option, channel="phone")
    return decision, facilitator


def close(decision, facilitator):
    services.close_decision(decision, by=facilitator)


def withdraw(decision, facilitator):
    services.withdraw_decision(decision, by=facilitator, why="The library closed.")


def rows(query):
    with connection.cursor() as asking:
        asking.execute(query)
        return asking.fetchall()


def test_it_has_no_place_for_a_voter_or_a_moment():
    columns = {field.column for field in SealedBallot._meta.concrete_fields}
    assert columns == {"id", "decision_id", "option", "marks", "reason"}


@pytest.mark.parametrize("end", [close, withdraw])
def test_when_the_vote_ends_ballots_lie_in_the_order_of_keys_drawn_at_random(end):
    decision, facilitator = voted()
    as_cast = list(SealedBallot.objects.values_list("pk", "option"))
    end(decision, facilitator)
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    lying = [str(key) for (key,) in rows(f"SELECT id FROM {TABLE} ORDER BY {place}")]  # noqa: S608  words of our own
    assert lying == sorted(lying)
    assert sorted(SealedBallot.objects.values_list("pk", "option")) == sorted(as_cast), (
        "none lost, none changed"
    )
    assert {key.version for key, _option in as_cast} == {4}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite keeps no mark of transactions")
@pytest.mark.parametrize("end", [close, withdraw])
def test_when_the_vote_ends_no_transaction_joins_a_ballot_to_its_voter(end):
    decision, facilitator = voted()
    end(decision, facilitator)
    sealed = {mark for (mark,) in rows(f"SELECT xmin::text FROM {TABLE}")}  # noqa: S608  words of our own
    rolls = {mark for (mark,) in rows("SELECT xmin::text FROM advisory_ballot")}
    assert len(sealed) == 1
    assert not sealed & rolls


def test_no_other_row_knows_a_sealed_ballot():
    decision, facilitator = voted()
    close(decision, facilitator)
    keys = {form for key in SealedBallot.objects.values_list("pk", flat=True) for form in (str(key), key.hex)}
    for table in set(connection.introspection.table_names()) - {TABLE}:
        kept = str(rows(f"SELECT * FROM {connection.ops.quote_name(table)}"))  # noqa: S608  words of our own
        assert not [key for key in keys if key in kept], table


def test_keys_do_not_come_in_the_order_of_voting():
    """Drawn at random: of so many, the order of keys is hardly ever that of casting."""
    decision, _facilitator, board = opened(12, is_secret=True)
    keys = []
    for voter in random.sample(board, len(board)):
        before = set(SealedBallot.objects.values_list("pk", flat=True))
        services.cast_vote(decision, voter=voter, option="yes", channel="phone")
        keys += list(set(SealedBallot.objects.values_list("pk", flat=True)) - before)
    assert keys not in (sorted(keys), sorted(keys, reverse=True))
