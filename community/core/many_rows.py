"""Many new rows at once: PostgreSQL's COPY where there is one, which takes a third of the time of INSERT.

A row is the values of its attributes: to make an object of Django's of it takes as long as all that
PostgreSQL does with it. Constraints and triggers hold as ever; no signal is sent, no ``save`` called.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

Values = Sequence[Any]
# Their values go to the database as they are; every other kind is asked what its column holds.
_PLAIN = (
    *(models.CharField, models.TextField, models.IntegerField, models.BooleanField),
    *(models.DateField, models.DateTimeField, models.ForeignKey, models.BigAutoField),
)


def add_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Values]) -> None:
    """Add rows of ``model`` that nobody needs afterwards: for each the values of its attributes ``names``.

    What is not named has its default, the same in all rows.
    """
    new = list(rows)
    if new and connection.vendor == "postgresql":
        _copy(model, names, new)
    elif new:
        _create(model, names, new)


def add_keyed(model: type[models.Model], names: Sequence[str], rows: Iterable[Values]) -> list[int]:
    """The same; returns the key of each row."""
    new = list(rows)
    if not new:
        return []
    if connection.vendor != "postgresql":
        return [row.pk for row in _create(model, names, new)]
    keys = _keys(model, len(new))
    _copy(model, ("id", *names), [(key, *values) for key, values in zip(keys, new, strict=True)])
    return keys


def _create(model: type[models.Model], names: Sequence[str], rows: Sequence[Values]) -> list[models.Model]:
    made = (model(**dict(zip(names, values, strict=True))) for values in rows)
    return list(model._default_manager.bulk_create(made))


def _copy(model: type[models.Model], names: Sequence[str], rows: Sequence[Values]) -> None:
    named = [_field(model, name) for name in names]
    blank = model()
    others = [field for field in _stored(model) if field not in named and not field.primary_key]
    rest = [_in_column(field, field.pre_save(blank, add=True)) for field in others]
    special = [(place, field) for place, field in enumerate(named) if type(field) not in _PLAIN]
    columns = ", ".join(_quoted(str(field.column)) for field in (*named, *others))
    sql = f"COPY {_quoted(model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as asking, connection.wrap_database_errors, asking.copy(sql) as copy:
        for values in rows:
            row = [*values, *rest]
            for place, field in special:
                row[place] = _in_column(field, row[place])
            copy.write_row(row)


def _keys(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as asking:
        asking.execute(
            "SELECT nextval(name::regclass) FROM generate_series(1, %s), "
            "(SELECT pg_get_serial_sequence(%s, %s) AS name OFFSET 0) sequence",
            [count, _quoted(model._meta.db_table), str(model._meta.pk.column)],
        )
        return [key for (key,) in asking.fetchall()]


def _stored(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _field(model: type[models.Model], attribute: str) -> Any:
    return next(field for field in _stored(model) if field.attname == attribute)


def _in_column(field: Any, value: Any) -> Any:
    return value if value is None else field.get_db_prep_save(value, connection)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
