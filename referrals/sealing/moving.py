"""For migrations: rows that were written before their column was sealed."""

from typing import Any

from django.db import models

from referrals.sealing.keys import MARK, seal, unseal

# So many rows are changed by one statement.
CHUNK = 1000


def seal_rows(model: type[models.Model], columns: list[str], connection: Any) -> int:
    """Seal what stands in plain in ``columns``, a few rows at a time; says how many rows changed.

    Run again, it leaves alone what is sealed.
    """
    return _rewrite(
        model, columns, connection, lambda word: word if not word or word.startswith(MARK) else seal(word)
    )


def unseal_rows(model: type[models.Model], columns: list[str], connection: Any) -> int:
    """The way back."""
    return _rewrite(model, columns, connection, lambda word: unseal(word) if word.startswith(MARK) else word)


def _rewrite(model: type[models.Model], columns: list[str], connection: Any, change: Any) -> int:
    quote, changed, last = connection.ops.quote_name, 0, 0
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    names = ", ".join(map(quote, columns))
    fresh = ", ".join(f"{quote(column)} = %s" for column in columns)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {key}, {names} FROM {table} WHERE {key} > %s ORDER BY {key} LIMIT {CHUNK}",  # noqa: S608  names of our own models
                [last],
            )
            rows = cursor.fetchall()
            if not rows:
                break
            written = [
                (pk, words, [word if word is None else change(str(word)) for word in words])
                for pk, *words in rows
            ]
            fitting = [[*new, pk] for pk, words, new in written if new != words]
            cursor.executemany(f"UPDATE {table} SET {fresh} WHERE {key} = %s", fitting)  # noqa: S608
        changed, last = changed + len(fitting), rows[-1][0]
    # PostgreSQL alters no table on which checks of this transaction still wait.
    connection.check_constraints()
    return changed
