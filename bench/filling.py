"""Filling a database: many copies of a row that the house itself made, in a statement a table."""

from typing import Any


def one_of(values: tuple[str, ...], *, quoted: bool = True) -> str:
    """One of the values in turn, mixed by primes, so that no two columns go together."""
    words = " ".join(f"WHEN {at} THEN {repr(value) if quoted else value}" for at, value in enumerate(values))
    salt = sum(map(ord, "".join(values)))
    return f"CASE (n % 99991 * 7919 + n / 13 + {salt}) % {len(values)} {words} END"


def days_from_today(days: str) -> str:
    """The day so many ``days``, SQL of ``n``, after today."""
    from django.db import connection

    if connection.vendor == "postgresql":
        return f"(current_date + ({days})::int)"
    return f"date('now', ({days}) || ' days')"


def copy(row: Any, many: int, changed: dict[str, str], *, where: str = "n > 0", shift: int = 0) -> None:
    """``many`` copies of a row, each with a key of its own, and the ``changed`` columns as SQL of ``n``."""
    from django.db import connection

    model = type(row)
    table, columns = model._meta.db_table, [field.column for field in model._meta.concrete_fields]
    said = {**{column: f'own."{column}"' for column in columns}, "id": f"own.id + {shift} + n", **changed}
    series = f"generate_series(1, {many}) AS series(n)"
    if connection.vendor != "postgresql":
        series = (
            f"(WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < {many}) "  # noqa: S608
            "SELECT n FROM up) series"
        )
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(said[column] for column in columns)
    with connection.cursor() as asking:
        asking.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} own, {series} "  # noqa: S608  ours
            f"WHERE own.id = {row.pk} AND {where}"
        )
        if connection.vendor == "postgresql":
            asking.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))"  # noqa: S608
            )
