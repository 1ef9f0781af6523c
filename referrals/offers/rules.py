"""Who sends, who answers, and when somebody is reminded. Pure."""

from datetime import datetime, timedelta
from typing import Any

import rules

from community.people.rules import has
from referrals.tracking.rules import is_ambassador, may_log, may_update

# After the news of an offer itself: when the receiver's staff hears of it again, and when the Ambassador
# does. An organization has little time: two working days to the first call, 45 days to the plan.
REMIND_AFTER = (timedelta(0), timedelta(days=1), timedelta(days=3))
ESCALATE_AFTER = timedelta(days=4)

sees_offers = may_log | has("ambassador", "coordinator")
hears_of_stuck = has("ambassador", "coordinator")


# Whoever acts on a referral may find another who does.
may_send = may_update


@rules.predicate
def may_withdraw(person: Any, referral: Any) -> bool:
    """The organization that logged the referral, and the Ambassador; who is asked says no, with a reason."""
    own = may_log(person) and person.organisation_id == referral.organisation_id
    return own or is_ambassador(person)


@rules.predicate
def may_answer(person: Any, offer: Any) -> bool:
    """The organization that is asked, and the Ambassador, who heard it on the phone."""
    asked = may_log(person) and person.organisation_id == offer.organisation_id
    return asked or is_ambassador(person)


def notices_due(offered_at: datetime, now: datetime) -> int:
    """How many notices the receiver's staff should have had by ``now``."""
    return sum(offered_at + after <= now for after in REMIND_AFTER)


def is_stuck(offered_at: datetime, now: datetime) -> bool:
    """Whether the Ambassador is to be told that nobody answers."""
    return offered_at + ESCALATE_AFTER <= now
