"""Small queries at busy doors, with their SQL written once.

Django writes the SQL of a queryset each time it is evaluated. To find one row by its keys that takes
ten times as long as asking the database (0.6 ms against 0.05), and a vote by text waits for it often.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.expressions import DatabaseDefault
from django.db.models.query import get_related_populators

LARGEST = 2**63 - 1  # no column holds a larger number, and SQLite takes none
Row = TypeVar("Row", bound=models.Model)
# Fields of these kinds hand values of these types to the database as they are.
_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField, models.ForeignKey)
_AS_THEY_ARE = (str, int, bool, type(None))


class Prepared(Generic[Row]):
    """The rows of a queryset that differs only in its values, or the first of them.

    ``make(**values)`` builds the queryset; ``types`` says which of its values are words (str) and which
    are small whole numbers or keys (int). Filters, ``select_related``, ``annotate`` and ``order_by`` stay.
    """

    def __init__(self, make: Callable[..., models.QuerySet[Row]], **types: type) -> None:
        self.make, self.types = make, types
        self._written: dict[tuple[str, int | None], _Written[Row]] = {}

    def first(self, **values: Any) -> Row | None:
        """Like ``make(**values).first()``."""
        return next(iter(self._ask(values, most=1)), None)

    def rows(self, **values: Any) -> list[Row]:
        """Like ``list(make(**values))``; in the order of their keys, where they have no other."""
        return self._ask(values, most=None)

    def _ask(self, values: dict[str, Any], *, most: int | None) -> list[Row]:
        written = self._written.get((connection.vendor, most))
        if written is None:
            written = _Written(self.make, self.types, most)
            self._written[connection.vendor, most] = written
        return written.ask(values)


class _Written(Generic[Row]):
    """The SQL for one kind of database, and how its columns become rows."""

    def __init__(
        self, make: Callable[..., models.QuerySet[Row]], types: dict[str, type], most: int | None
    ) -> None:
        # Values that stand for themselves while the SQL is written; small enough for any column.
        marks = {
            name: f"mark {place}" if kind is str else 31_900 + place
            for place, (name, kind) in enumerate(types.items())
        }
        names = {mark: name for name, mark in marks.items()}
        rows = make(**marks)
        query = (rows if rows.ordered else rows.order_by("pk"))[:most].query
        self.compiler = query.get_compiler(using=DEFAULT_DB_ALIAS)
        self.sql, params = self.compiler.as_sql()
        self.params = [(names.get(param), param) for param in params]
        columns = [column for column, _sql, _alias in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)
        kind = self.compiler.klass_info
        self.model = kind["model"]
        self.own = slice(kind["select_fields"][0], kind["select_fields"][-1] + 1)
        self.names = [column.target.attname for column in columns[self.own]]
        self.annotated = self.compiler.annotation_col_map
        # The stubs know the signature of Django 6.
        self.related = get_related_populators(kind, self.compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]

    def ask(self, values: dict[str, Any]) -> list[Row]:
        if any(isinstance(value, int) and not -LARGEST <= value <= LARGEST for value in values.values()):
            return []
        with cursor() as asking:
            asking.execute(self.sql, [values[name] if name else param for name, param in self.params])
            found = asking.fetchall()
        if found and self.converters:
            found = list(self.compiler.apply_converters(found, self.converters))
        return [self._row(each) for each in found]

    def _row(self, found: Any) -> Row:
        row = self.model.from_db(DEFAULT_DB_ALIAS, self.names, found[self.own])
        for relation in self.related:
            relation.populate(found, row)
        for name, place in self.annotated.items():
            setattr(row, name, found[place])
        return row


def cursor() -> Any:
    """A cursor for SQL that is always the same: PostgreSQL parses and plans it once a connection.

    Django's own has it planned each time: to find a row by a join of three tables takes three times as long.
    Where queries are logged it is Django's, which can say afterwards what it asked.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]
    return (
        database.cursor()
        if database.vendor != "postgresql" or database.queries_logged or database.execute_wrappers
        else _Straight(database)
    )


class _Straight:
    """A cursor of psycopg's own, whose errors become Django's. The layers between take as long as it does."""

    asking: Any

    def __init__(self, database: Any) -> None:
        self.database = database

    def __enter__(self) -> Any:
        from django.db.backends.postgresql.base import ServerBindingCursor

        self.database.ensure_connection()
        self.database.validate_thread_sharing()
        self.database.validate_no_broken_transaction()
        self.asking = ServerBindingCursor(self.database.connection)  # type: ignore[call-arg]
        return self.asking

    def __exit__(self, *fault: Any) -> None:
        self.asking.close()
        self.database.wrap_database_errors.__exit__(*fault)


class KeptOut(Exception):
    """A guard of the database kept a row out, and left the transaction as it was."""


def insert(row: models.Model, *, over: str = "", along: tuple[str, list[Any]] | None = None) -> None:
    """Like ``row.save(force_insert=True)`` for a new row of a plain model; sends no signals.

    ``over`` names a unique field: a row that has the same value there is overwritten instead.
    Raises KeptOut where a guard did not let the row in.
    ``along``: one more statement that inserts something, and its values. PostgreSQL is asked both at once.
    """
    columns, left = [], []
    values: list[Any] = []
    database = connections[DEFAULT_DB_ALIAS]
    for field, name, is_plain in _fields(type(row)):
        value = getattr(row, name)
        if isinstance(value, DatabaseDefault):
            left.append(name)
            continue
        columns.append(field.column)
        if not (is_plain and type(value) in _AS_THEY_ARE):
            value = field.get_db_prep_save(field.pre_save(row, add=True), database)
        values.append(value)
    with cursor() as asking:
        asking.execute(*_with(along, _insert_sql(type(row), tuple(columns), over), values, asking))
        kept = asking.fetchone()
    if kept is None:
        raise KeptOut(type(row).__name__)
    (row.pk,) = kept
    for name in left:
        del row.__dict__[name]  # what the database filled in is read when it is asked for
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _with(
    along: tuple[str, list[Any]] | None, sql: str, values: list[Any], asking: Any
) -> tuple[str, list[Any]]:
    """``sql`` and ``values`` with what goes along; where it cannot, that is asked at once."""
    if along is None:
        return sql, values
    if connection.vendor == "postgresql":
        return f"WITH along AS ({along[0]}) {sql}", along[1] + values
    asking.execute(*along)
    return sql, values


@cache
def _fields(model: type[models.Model]) -> list[tuple[models.Field, str, bool]]:
    """The fields of ``model`` but its key, their attributes, and whether they store ``_AS_THEY_ARE``."""
    return [
        (field, field.attname, isinstance(field, _PLAIN) and type(field).pre_save is models.Field.pre_save)
        for field in model._meta.local_concrete_fields
        if not field.primary_key
    ]


@cache
def _insert_sql(model: type[models.Model], columns: tuple[str, ...], over: str) -> str:
    quote, meta = connection.ops.quote_name, cast(Any, model._meta)
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608  names of our own
    if over:
        same = meta.get_field(over)
        others = [
            field.column for field in meta.local_concrete_fields if not field.primary_key and field != same
        ]
        news = ", ".join(f"{quote(name)} = EXCLUDED.{quote(name)}" for name in others)
        sql += f" ON CONFLICT ({quote(same.column)}) DO UPDATE SET {news}"
    return f"{sql} RETURNING {quote(meta.pk.column)}"
