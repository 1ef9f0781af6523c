"""Guards in the database itself for tables that are only ever added to."""

from typing import Any, ClassVar

from django.db.migrations.operations.base import Operation

_POSTGRES = """
CREATE OR REPLACE FUNCTION stoop_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% rows are only ever added', TG_TABLE_NAME; END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION stoop_append_only();
"""
# SQLite empties tables with DELETE where PostgreSQL truncates, so there only changes are refused here.
_SQLITE = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} rows are only ever added'); END;
"""


class AppendOnlyTable(Operation):
    """Migration operation: refuse changes to the rows of one model's table."""

    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def _table(self, app_label: str, state: Any) -> str:
        return state.apps.get_model(app_label, self.model_name)._meta.db_table

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        sql = _POSTGRES if schema_editor.connection.vendor == "postgresql" else _SQLITE
        schema_editor.execute(sql.replace("{table}", self._table(app_label, to_state)), params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = self._table(app_label, from_state)
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {table}_append_only{on}")

    def describe(self) -> str:
        return f"Only ever add rows to {self.model_name}"


class Unguarded(AppendOnlyTable):
    """Migration operation: take the guard off a table that is about to change; put it on again after."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_backwards(app_label, schema_editor, to_state, from_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_forwards(app_label, schema_editor, to_state, from_state)

    def describe(self) -> str:
        return f"Let {self.model_name} rows be changed"


class Guard(Operation):
    """Migration operation: triggers of one's own. ``up`` and ``down`` have the SQL for each kind of database
    that takes part, and ``promise`` says what holds from then on."""

    reversible = True
    up: ClassVar[dict[str, str]]
    down: ClassVar[dict[str, str]]
    promise: ClassVar[str]

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if sql := self.up.get(schema_editor.connection.vendor):
            schema_editor.execute(sql, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if sql := self.down.get(schema_editor.connection.vendor):
            schema_editor.execute(sql, params=None)

    def describe(self) -> str:
        return self.promise
