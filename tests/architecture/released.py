"""Figures that are released: a part of a World."""

from functools import cached_property
from typing import Any

from referrals.reports.selectors import tables_by_key
from referrals.reports.services.issuing import issue
from referrals.reports.services.preparing import prepare, prepare_release
from tests.factories.equity import small_town


class Released:
    """A table of figures, its release, and a draft that waits for somebody else."""

    community: Any
    half: Any

    @cached_property
    def released_table(self) -> str:
        small_town(self.community)
        return next(iter(tables_by_key(self.community)))

    @cached_property
    def release(self) -> Any:
        key = self.released_table
        done = prepare(self.community, key)
        return issue(self.community, key, done, prepared_by=None, issued_by=None)

    @cached_property
    def release_number(self) -> int:
        return self.release.number

    @cached_property
    def report_draft(self) -> Any:
        assert self.release
        return prepare_release(self.community, table=self.released_table, by=self.half)
