"""A child's record in a template, as the reader's role sees it."""

from typing import Any

from django import template

from referrals.tracking.sights import Seen, seen_by

register = template.Library()


@register.filter
def seen(referral: Any, person: Any) -> Seen:
    """``{{ referral|seen:person }}``, of which ``.name`` and the other fields are what the role may see."""
    return seen_by(person, referral)
