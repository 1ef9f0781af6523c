"""A guard in the database: nothing is written into a month that is closed.

SQLite makes a table anew to change it, and refuses that while a trigger of another table names it: a
migration that changes ``Closing`` takes this guard off first.
"""

from community.core.triggers import Guard

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
_DOWN = """
DROP TRIGGER month_stays_closed ON advisory_ledgerentry;
DROP FUNCTION stoop_month_stays_closed();
"""


class MonthStaysClosed(Guard):
    """Migration operation: refuse lines of the book in a month that is closed."""

    up = {"postgresql": _POSTGRES, "sqlite": _SQLITE}
    down = {"postgresql": _DOWN, "sqlite": "DROP TRIGGER month_stays_closed"}
    promise = "Hold that a closed month stays closed"
