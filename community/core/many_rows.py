"""Many new rows at once: PostgreSQL's COPY where there is one, which takes a third of the time of INSERT."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
# Their values go to the database as they are; every other kind is asked what its column holds.
_PLAIN = (
    *(models.CharField, models.TextField, models.IntegerField, models.BooleanField),
    *(models.DateField, models.DateTimeField, models.ForeignKey),
)


def add_all(rows: Iterable[Row]) -> list[Row]:
    """Add ``rows``, unsaved ones of one model, and give each its key; what ``bulk_create`` does, quicker.

    Constraints and triggers hold as ever; no signal is sent, and ``save`` is not called.
    """
    new = list(rows)
    if not new:
        return new
    model = type(new[0])
    if connection.vendor != "postgresql":
        return list(model._default_manager.bulk_create(new))
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    with connection.cursor() as asking:
        for row, key in zip(new, _keys(asking, model, len(new)), strict=True):
            row.pk = key
        columns = ", ".join(_quoted(str(field.column)) for field in fields)
        with asking.copy(f"COPY {_quoted(model._meta.db_table)} ({columns}) FROM STDIN") as copy:
            for row in new:
                copy.write_row([_value(field, row) for field in fields])
    for row in new:
        row._state.adding, row._state.db = False, connection.alias
    return new


def _keys(asking: Any, model: type[models.Model], count: int) -> Sequence[int]:
    asking.execute(
        "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
        [_quoted(model._meta.db_table), str(model._meta.pk.column), count],
    )
    return [key for (key,) in asking.fetchall()]


def _value(field: Any, row: models.Model) -> Any:
    value = field.pre_save(row, add=True)
    if type(field) in _PLAIN or value is None:
        return value
    return field.get_db_prep_save(value, connection)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
