"""Who may do what with what families share, and how long. Pure."""

from datetime import timedelta
from typing import Any

import rules

from community.people.models import Consent
from community.people.rules import has, is_ambassador

Purpose = Consent.Purpose
# In this order a parent sees who holds what.
ORDER = (Purpose.REFERRAL, Purpose.SHARE, Purpose.FOLLOW_UP, Purpose.CONFERENCE, Purpose.MEASURES)
# How long the digits of the answer to WHO count, and its link opens.
ANSWER_WITHIN = timedelta(days=7)
# How long before a consent ends its parent is asked if it goes on, and asked again.
ASK_FIRST, ASK_LAST = timedelta(days=30), timedelta(days=7)
# A reason of fewer letters says nothing.
SHORTEST_REASON = 10

# Whoever works with families may open a record in an emergency; those who follow all of them look into it.
may_break = has("coordinator", "facilitator", "ambassador", "finance", "provider")
keeps_watch = has("ambassador", "coordinator")


@rules.predicate
def may_hear_renewal(person: Any, consent: Any) -> bool:
    """Who walks the family through may write down what the parent said about what ends."""
    return is_ambassador(person) and consent.person.community_id == person.community_id
