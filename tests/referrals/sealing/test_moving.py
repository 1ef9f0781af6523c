"""Sealing rows that were written in plain, and the way back."""

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from referrals.sealing import moving
from referrals.sealing.keys import MARK, unseal

pytestmark = pytest.mark.django_db
COLUMNS = ["name", "born"]
TABLE = SimpleNamespace(_meta=SimpleNamespace(db_table="plain_rows", pk=SimpleNamespace(column="id")))
ROWS = [(number, f"Zoé {number}", f"2025-02-0{number}") for number in range(1, 6)] + [(9, "", None)]


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name, born FROM plain_rows ORDER BY id")
        return cursor.fetchall()


@pytest.fixture(autouse=True)
def table(db):
    """Rows as they stood before their columns were sealed."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE plain_rows (id integer primary key, name text, born text)")
        cursor.executemany("INSERT INTO plain_rows VALUES (%s, %s, %s)", ROWS)
        yield
        cursor.execute("DROP TABLE plain_rows")


def test_rows_are_sealed_in_pieces_and_a_second_run_changes_none(monkeypatch):
    monkeypatch.setattr(moving, "CHUNK", 2)
    assert moving.seal_rows(TABLE, COLUMNS, connection) == 5
    sealed = rows()
    assert all(word.startswith(MARK) for row in sealed[:5] for word in row[1:])
    assert [(pk, unseal(name), unseal(born)) for pk, name, born in sealed[:5]] == ROWS[:5]
    assert sealed[5] == ROWS[5], "nothing is nothing"
    assert moving.seal_rows(TABLE, COLUMNS, connection) == 0
    assert rows() == sealed


def test_the_way_back(monkeypatch):
    monkeypatch.setattr(moving, "CHUNK", 2)
    moving.seal_rows(TABLE, COLUMNS, connection)
    assert moving.unseal_rows(TABLE, COLUMNS, connection) == 5
    assert rows() == ROWS
    assert moving.unseal_rows(TABLE, COLUMNS, connection) == 0


def test_a_guarded_row_takes_only_another_seal():
    columns = [SimpleNamespace(name=name, column=name) for name in ("id", "name", "born")]
    model = SimpleNamespace(_meta=SimpleNamespace(db_table="plain_rows", concrete_fields=columns))
    state = SimpleNamespace(apps=SimpleNamespace(get_model=lambda *_names: model))

    def execute(sql, params=None):
        with connection.cursor() as cursor:
            cursor.execute(sql, params)

    editor = SimpleNamespace(connection=connection, execute=execute)
    operation = moving.AppendOnlyButSealed("Row", sealed=["name"])
    operation.database_forwards("referrals", editor, None, state)
    execute("UPDATE plain_rows SET name = %s WHERE id = %s", ["another", 1])
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        execute("UPDATE plain_rows SET born = %s WHERE id = %s", ["2020-01-01", 1])
    operation.database_backwards("referrals", editor, state, None)
    execute("UPDATE plain_rows SET born = %s WHERE id = %s", ["2020-01-01", 1])
    assert rows()[0] == (1, "another", "2020-01-01")
