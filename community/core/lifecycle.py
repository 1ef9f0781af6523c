"""The one way a row moves from state to state."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection, transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import Refused
from community.core.owned import Owned

Row = TypeVar("Row", bound=Owned)


def transition(
    row: Row, verb: str, *, by: Any | None, why: str = "", channel: str = "", **changes: Any
) -> Row:
    """Do ``verb`` to ``row``: lock it, check its table ``LIFE``, save, and write the audit.

    ``LIFE`` maps (state, verb) to the next state. ``changes`` are further fields saved with it.
    ``row`` itself is brought up to date and returned. Raises Refused when the table has no such step;
    there is no way around the table.
    """
    model: Any = type(row)
    with transaction.atomic():
        locked = model._base_manager.select_for_update().get(pk=row.pk)
        was = locked.state
        following = model.LIFE.get((was, verb))
        if following is None:
            raise Refused(
                _("That can't be done now: it is already “%(state)s”.")
                % {"state": locked.get_state_display()}
            )
        holder: Any
        for holder in (locked, row):
            holder.state = following
            for name, value in changes.items():
                setattr(holder, name, value)
        locked.save(update_fields=["state", *changes])
        audit.record(row, verb, by=by, from_state=was, to_state=following, channel=channel, why=why)
    return row


class Move(NamedTuple, Generic[Row]):
    """One row, the verb to do to it, and the further fields that are saved with it."""

    row: Row
    verb: str
    changes: dict[str, Any]


def transition_all(
    moves: Sequence[Move[Row]], *, by: Any | None, why: str = "", channel: str = ""
) -> list[Row]:
    """Like ``transition`` for many rows of one model, each at most once, in a few statements.

    A row whose table has no such step now stays as it is, in the database and in memory; the others
    are returned.
    """
    if not moves:
        return []
    model: Any = type(moves[0].row)
    with transaction.atomic():
        keys = [move.row.pk for move in moves]
        rows = model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
        states = dict(rows.values_list("pk", "state"))
        moved, lines, updates = [], [], defaultdict(list)
        for row, verb, changes in moves:
            was = states.get(row.pk, "")
            following = model.LIFE.get((was, verb))
            if following is None:
                continue
            kept: dict[str, Any] = {"state": following, **changes}
            for name, value in kept.items():
                setattr(row, name, value)
            updates[tuple(kept)].append(row)
            lines.append(
                audit.line(row, verb, by=by, from_state=was, to_state=following, channel=channel, why=why)
            )
            moved.append(row)
        for names, changed in updates.items():
            _save(model, names, changed)
        audit.record_all(lines)
    return moved


def _save(model: Any, names: Sequence[str], rows: Sequence[Any]) -> None:
    """Write the fields ``names`` of ``rows``: one statement, or a short one a row, all sent together.

    Django's ``bulk_update`` writes one long CASE a field, which takes five times as long.
    """
    fields = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    key = model._meta.pk
    sql = f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(key.column)}"  # noqa: S608
    values = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows
    ]
    with connection.cursor() as cursor:
        if all(one == values[0] for one in values):
            places = ", ".join(["%s"] * len(rows))
            cursor.execute(f"{sql} IN ({places})", [*values[0], *(row.pk for row in rows)])
        else:
            cursor.executemany(f"{sql} = %s", [[*one, row.pk] for one, row in zip(values, rows, strict=True)])
