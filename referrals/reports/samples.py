"""Releases of the demo: what residents read, and a draft that waits for a second look."""

from typing import Any

from referrals.reports.models import Draft
from referrals.reports.selectors import tables_by_key
from referrals.reports.services.issuing import issue
from referrals.reports.services.preparing import prepare


def seed_releases(cast: Any) -> None:
    """Issue the latest table, and leave the next one prepared."""
    by, seen_by = cast.staff["facilitator"], cast.staff["coordinator"]
    for number, key in enumerate(list(tables_by_key(cast.community))[:2]):
        prepared = prepare(cast.community, key)
        if prepared is None or prepared.exposed is not None:
            continue
        if number == 0:
            issue(cast.community, key, prepared, prepared_by=by, issued_by=seen_by)
        else:
            Draft.objects.create(community=cast.community, table=key, digest=prepared.digest, prepared_by=by)
