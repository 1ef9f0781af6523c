"""What the family says, as lists and pages show it beside the provider's status."""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string

from referrals.family.selectors import said_by


def says(referral_ids: Sequence[int]) -> dict[int, str]:
    """What each family said last."""
    return {
        pk: render_to_string("family/says.html", {"said": found[0]})
        for pk, found in said_by(referral_ids).items()
    }


def section(referral: Any, _person: Any) -> str:
    """Every question and what stands of it, on the page of a referral."""
    found = said_by([referral.pk]).get(referral.pk, [])
    return render_to_string("family/section.html", {"found": found})
