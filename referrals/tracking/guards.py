"""A guard in PostgreSQL: a note is written by an organization that writes notes, while it does.

Which organization that is stands with the referral, so no constraint of one table can say it. In SQLite,
where a trigger that names another table stops Django from making that table anew, the key to the time in
which notes may be written holds the half of it, and the check of the service the rest.
"""

from community.core.triggers import Guard

_UP = """
CREATE FUNCTION stoop_note_allowed() RETURNS trigger AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM referrals_notesallowed allowed
    JOIN referrals_referral referral ON referral.organisation_id = allowed.organisation_id
    WHERE allowed.id = NEW.under_id AND referral.id = NEW.referral_id AND allowed.ended_at IS NULL
  ) THEN
    RAISE EXCEPTION 'this organization writes no notes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER referrals_note_allowed BEFORE INSERT ON referrals_note
FOR EACH ROW EXECUTE FUNCTION stoop_note_allowed();
"""
_DOWN = """
DROP TRIGGER referrals_note_allowed ON referrals_note;
DROP FUNCTION stoop_note_allowed();
"""


class NoteAllowed(Guard):
    """Migration operation: refuse notes of an organization that has not turned them on."""

    up = {"postgresql": _UP}
    down = {"postgresql": _DOWN}
    promise = "Hold that notes are written only where they are on"
