"""Sealing anew what an older key has sealed, piece by piece, while everybody works on."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models, transaction

from referrals.sealing.fields import Sealing
from referrals.sealing.keys import UnknownKey, is_sealed_anew, seal, unseal

# So many rows are read and written at a time.
CHUNK = 500


class Sealed(NamedTuple):
    """One column of sealed words, and the names of its table, itself and its key, as SQL quotes them."""

    label: str
    table: str
    column: str
    key: str


class Count(NamedTuple):
    """What was found in one column: seals of older keys, and seals that no key of ours opens."""

    label: str
    older: int
    closed: int


def sealed_columns() -> list[Sealed]:
    """Every sealed column of every room."""
    return [
        Sealed(f"{model._meta.label}.{field.name}", *_quoted(model, field))
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, Sealing)
    ]


def _quoted(model: type[models.Model], field: Any) -> Iterator[str]:
    return map(connection.ops.quote_name, (model._meta.db_table, field.column, str(model._meta.pk.column)))


def count_seals(column: Sealed) -> Count:
    """How many seals of ``column`` are older, or closed to us. Nothing changes."""
    older = closed = 0
    for rows in _in_pieces(column):
        old = [words for _key, words in rows if not is_sealed_anew(words)]
        opened = [_opens(words) for words in old]
        older, closed = older + sum(opened), closed + opened.count(False)
    return Count(column.label, older, closed)


def reseal(column: Sealed) -> Count:
    """Seal anew what an older key has sealed, and count what was done and what no key opens.

    Each piece is its own transaction, so that an interrupted run is gone on with by the next. A word that is
    written meanwhile is sealed with the newest key already, and stays.
    """
    older = closed = 0
    for rows in _in_pieces(column):
        anew = []
        for key, words in rows:
            if is_sealed_anew(words):
                continue
            try:
                anew.append((seal(unseal(words)), key, words))
            except UnknownKey:
                closed += 1
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {column.table} SET {column.column} = %s "  # noqa: S608  names of our own models
                f"WHERE {column.key} = %s AND {column.column} = %s",
                anew,
            )
        older += len(anew)
    return Count(column.label, older, closed)


def _opens(words: str) -> bool:
    try:
        unseal(words)
    except UnknownKey:
        return False
    return True


def _in_pieces(column: Sealed) -> Iterator[list[tuple[int, str]]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {column.key}, {column.column} FROM {column.table} "  # noqa: S608  names of our own models
                f"WHERE {column.key} > %s AND {column.column} <> '' ORDER BY {column.key} LIMIT {CHUNK}",
                [last],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        yield rows
        last = rows[-1][0]
