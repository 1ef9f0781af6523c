"""Consent: nobody objects."""

from typing import Final

from django.utils.translation import gettext as _

from advisory.counting.ballots import Profile
from advisory.counting.result import CannotCount, Result, Round, nobody_inactive

CONSENT: Final = "consent"
OBJECT: Final = "object"


def count_consent(profile: Profile) -> Result:
    """Whether the proposal passes: somebody consents, and no objection stands.

    "Proposals become agreements when all objections have been considered and resolved" (Sociocracy 3.0,
    Consent Decision-Making). An objection stands until its owner changes it, whatever its reason: judging
    reasons is for the group, not for the count. Other choices, such as standing aside, and blank ballots
    stop nothing. A ballot that marks an objection beside something else objects.

    Raises CannotCount when "consent" and "object" are not both on the ballot.
    """
    if not {CONSENT, OBJECT} <= set(profile.candidates):
        raise CannotCount(_("A decision by consent asks for “consent” or “object”."))
    counts, inactive = dict.fromkeys(profile.candidates, 0), nobody_inactive()
    for ballot in profile.ballots:
        chosen = ballot.ranks[0] if ballot.ranks else frozenset()
        one = OBJECT if OBJECT in chosen else next(iter(chosen)) if len(chosen) == 1 else ""
        if one in counts:
            counts[one] += ballot.weight
        else:
            inactive["overvote" if chosen else "skipped"] += ballot.weight
    reasons = (ballot.reason for ballot in profile.ballots if OBJECT in (ballot.ranks or [()])[0])
    return Result(
        method="consent",
        options={},
        ballots=profile.size,
        rounds=[Round(counts=dict(counts), inactive=inactive)],
        winners=[CONSENT] if counts[CONSENT] and not counts[OBJECT] else [],
        blank=inactive["skipped"],
        objections=tuple(reason for reason in reasons if reason),
    )
