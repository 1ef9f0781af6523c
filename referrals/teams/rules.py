"""Who promises for whom, and how many promises are kept in sight. Pure."""

from typing import Any

import rules

from community.people.rules import is_coordinator, is_staff, runs_meetings
from referrals.tracking.rules import may_log

# Two or three promises that everybody can name; a fourth waits until one is kept.
MOST_OPEN = 3
# How many months of figures and how many meetings a page shows.
MONTHS_SHOWN = 6
MEETINGS_SHOWN = 6

reads_team = may_log | is_staff
plans_measures = is_coordinator
says_for_others = runs_meetings
has_own_page = may_log
speaks = may_log | runs_meetings


@rules.predicate
def may_speak_for(person: Any, organisation_id: int) -> bool:
    """Whoever works there, and the staff who run the meeting."""
    own = may_log(person) and person.organisation_id == organisation_id
    return own or runs_meetings(person)
