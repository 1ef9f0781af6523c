"""Releases of the demo: what everybody reads, and a draft that waits for a second look."""

from typing import Any

from referrals.reports.models import Draft
from referrals.reports.selectors import tables_by_key
from referrals.reports.services.issuing import issue
from referrals.reports.services.preparing import prepare


def seed_releases(cast: Any) -> None:
    """Issue every imported table but the second, and one of our own referrals; the second waits, prepared."""
    by, seen_by = cast.staff["facilitator"], cast.staff["coordinator"]
    tables = tables_by_key(cast.community)
    imported = [key for key, entry in tables.items() if entry.origin == "imported"]
    own = [key for key in tables if key.startswith("own.evaluated|age")]
    for key in [*imported[:1], *imported[2:], *own[:1]]:
        prepared = prepare(cast.community, key)
        if prepared is not None and prepared.exposed is None:
            issue(cast.community, key, prepared, prepared_by=by, issued_by=seen_by)
    for key in imported[1:2]:
        prepared = prepare(cast.community, key)
        if prepared is not None and prepared.exposed is None:
            Draft.objects.create(community=cast.community, table=key, digest=prepared.digest, prepared_by=by)
