"""For migrations: rows that were written before their column was sealed."""

from typing import Any

from django.db import models

from community.core.triggers import AppendOnlyTable
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


_POSTGRES = """
CREATE OR REPLACE FUNCTION stoop_append_only_but_sealed() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - TG_ARGV) IS DISTINCT FROM (to_jsonb(OLD) - TG_ARGV)
  THEN RAISE EXCEPTION '% rows are only ever added', TG_TABLE_NAME; END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION stoop_append_only_but_sealed({sealed});
"""
_SQLITE = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OF {others} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} rows are only ever added'); END;
"""


class AppendOnlyButSealed(AppendOnlyTable):
    """Migration operation: rows of one model are only ever added, but for the seals of ``sealed`` columns.

    Those change when keys do, and are emptied when a child is erased; what the row says otherwise stays.
    """

    def __init__(self, model_name: str, sealed: list[str]) -> None:
        super().__init__(model_name)
        self.sealed = sealed

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
        sealed = [columns[name] for name in self.sealed]
        is_postgres = schema_editor.connection.vendor == "postgresql"
        sql = (_POSTGRES if is_postgres else _SQLITE).replace("{table}", model._meta.db_table)
        sql = sql.replace("{sealed}", ", ".join(f"'{column}'" for column in sealed))
        others = [column for column in columns.values() if column not in sealed]
        schema_editor.execute(sql.replace("{others}", ", ".join(others)), params=None)

    def describe(self) -> str:
        return f"Only ever add rows to {self.model_name}, but for the seals"
