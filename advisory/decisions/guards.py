"""A guard in PostgreSQL: who stepped aside has no ballot, in whatever order the two arrive.

A vote waits at the gate within the statement that reads how things stand, and that statement sees nothing
of what was committed while it waited. The guard asks anew. It keeps the row out without an error, so that
the voter's transaction goes on and can say why. SQLite takes one writer at a time, and there the service's
own check has seen everything.
"""

from community.core.triggers import Guard

_UP = """
CREATE FUNCTION stoop_recused_have_no_ballot() RETURNS trigger AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM advisory_rollentry entry
    JOIN advisory_recusal recusal
      ON recusal.decision_id = entry.decision_id AND recusal.person_id = entry.person_id
    WHERE entry.id = NEW.entry_id
  ) THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER advisory_ballot_guard BEFORE INSERT ON advisory_ballot
FOR EACH ROW EXECUTE FUNCTION stoop_recused_have_no_ballot();
"""
_DOWN = """
DROP TRIGGER advisory_ballot_guard ON advisory_ballot;
DROP FUNCTION stoop_recused_have_no_ballot();
"""


class RecusedHaveNoBallot(Guard):
    """Migration operation: keep out the ballot of somebody who stepped aside."""

    up = {"postgresql": _UP}
    down = {"postgresql": _DOWN}
    promise = "Hold that who stepped aside has no ballot"
