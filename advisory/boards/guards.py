"""A guard in PostgreSQL: two people never hold one seat on one day.

The days are the membership's, so no constraint of one table can say it. SQLite, which takes one writer at a
time, has the check of the service alone: there Django makes a table anew to change it, and a trigger that
names another app's table would stop that.
"""

from community.core.triggers import Guard

_UP = """
CREATE FUNCTION stoop_seat_held_once(term_seat bigint, term_membership bigint) RETURNS void AS $$
BEGIN
  PERFORM 1 FROM advisory_seat WHERE id = term_seat FOR UPDATE;
  IF EXISTS (
    SELECT 1 FROM community_membership mine
    JOIN advisory_seat seat ON seat.id = term_seat
    WHERE mine.id = term_membership AND mine.group_id <> seat.group_id
  ) THEN
    RAISE EXCEPTION 'a term is in a seat of its own group' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM advisory_term other
    JOIN community_membership theirs ON theirs.id = other.membership_id
    JOIN community_membership mine ON mine.id = term_membership
    WHERE other.seat_id = term_seat AND theirs.id <> mine.id
      AND mine.since <= COALESCE(theirs.until, 'infinity')
      AND theirs.since <= COALESCE(mine.until, 'infinity')
  ) THEN
    RAISE EXCEPTION 'a seat is held by one person at a time' USING ERRCODE = 'exclusion_violation';
  END IF;
END;
$$ LANGUAGE plpgsql;
CREATE FUNCTION stoop_term_guard() RETURNS trigger AS $$
BEGIN PERFORM stoop_seat_held_once(NEW.seat_id, NEW.membership_id); RETURN NULL; END;
$$ LANGUAGE plpgsql;
CREATE FUNCTION stoop_term_membership_guard() RETURNS trigger AS $$
BEGIN
  PERFORM stoop_seat_held_once(term.seat_id, NEW.id)
  FROM advisory_term term WHERE term.membership_id = NEW.id;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER advisory_term_guard AFTER INSERT OR UPDATE ON advisory_term
FOR EACH ROW EXECUTE FUNCTION stoop_term_guard();
CREATE TRIGGER advisory_term_membership_guard AFTER UPDATE OF since, until, group_id ON community_membership
FOR EACH ROW EXECUTE FUNCTION stoop_term_membership_guard();
"""
_DOWN = """
DROP TRIGGER advisory_term_membership_guard ON community_membership;
DROP TRIGGER advisory_term_guard ON advisory_term;
DROP FUNCTION stoop_term_membership_guard();
DROP FUNCTION stoop_term_guard();
DROP FUNCTION stoop_seat_held_once(bigint, bigint);
"""


class SeatHeldOnce(Guard):
    """Migration operation: refuse overlapping terms of one seat, and terms in another group's seat."""

    up = {"postgresql": _UP}
    down = {"postgresql": _DOWN}
    promise = "Hold that two people never sit in one seat"
