"""What groups are called."""

from django.utils.translation import gettext as _

from community.people.models import LANGUAGES
from referrals.equity.models import GROUPS
from referrals.equity.rules import EVERYONE, UNKNOWN, Dimension
from referrals.equity.tables import Words
from referrals.tracking.models import AgeBand, Child, Source

NAMES: dict[str, dict[str, Words]] = {
    Dimension.LANGUAGE: dict(LANGUAGES),
    Dimension.SEX: dict(Child.Sex.choices),
    Dimension.AGE: dict(AgeBand.choices),
    Dimension.SOURCE: dict(Source.choices),
}


def group_label(dimension: str, group: str) -> Words:
    """The name of a group; of what has no name of ours, the source's own."""
    if group == EVERYONE:
        return _("All children")
    if dimension in GROUPS:
        return GROUPS[dimension](group).label
    if group == UNKNOWN:
        return _("Not recorded")
    return NAMES.get(dimension, {}).get(group, group)
