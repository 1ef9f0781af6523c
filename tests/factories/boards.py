"""Charters and seats for tests."""

import datetime
from typing import Any

from advisory.models import Charter, CharterRules, CharterVersion
from community.models import Group
from tests.factories.people import SINCE


def chartered(group: Group, *, adopted_on: datetime.date = SINCE, **rules: Any) -> CharterVersion:
    """A version of the charter of ``group``, in force from ``adopted_on``, with ``rules``."""
    charter, _made = Charter.objects.get_or_create(group=group, kind="charter", defaults={"title": "Charter"})
    version = CharterVersion.objects.create(
        charter=charter,
        number=charter.versions.count() + 1,
        language="en",
        body="We decide together.",
        adopted_on=adopted_on,
    )
    CharterRules.objects.create(version=version, **rules)
    return version
