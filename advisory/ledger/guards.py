"""A guard in the database: nothing is written into a month that is closed.

SQLite makes a table anew to change it, and refuses that while a trigger of another table names it: a
migration that changes ``Closing`` takes this guard off first.
"""

from typing import Any

from django.db.migrations.operations.base import Operation

_CLOSED = """EXISTS (
  SELECT 1 FROM advisory_closing WHERE community_id = NEW.community_id AND through >= NEW.day
)"""
_POSTGRES = f"""
CREATE FUNCTION stoop_month_stays_closed() RETURNS trigger AS $$
BEGIN
  IF {_CLOSED} THEN
    RAISE EXCEPTION 'this month is closed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER month_stays_closed BEFORE INSERT ON advisory_ledgerentry
FOR EACH ROW EXECUTE FUNCTION stoop_month_stays_closed();
"""
_SQLITE = f"""
CREATE TRIGGER month_stays_closed BEFORE INSERT ON advisory_ledgerentry WHEN {_CLOSED}
BEGIN SELECT RAISE(ABORT, 'this month is closed'); END;
"""


class MonthStaysClosed(Operation):
    """Migration operation: refuse lines of the book in a month that is closed."""

    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        sql = _POSTGRES if schema_editor.connection.vendor == "postgresql" else _SQLITE
        schema_editor.execute(sql, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("DROP TRIGGER month_stays_closed ON advisory_ledgerentry", params=None)
            schema_editor.execute("DROP FUNCTION stoop_month_stays_closed()", params=None)
        else:
            schema_editor.execute("DROP TRIGGER month_stays_closed", params=None)

    def describe(self) -> str:
        return "Hold that a closed month stays closed"
