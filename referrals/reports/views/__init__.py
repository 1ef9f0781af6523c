"""Pages of releases: those of the staff, and those of everybody."""

from referrals.reports.views.comparing import equity
from referrals.reports.views.making import report_draft, report_draft_do, report_new, report_withdraw, reports
from referrals.reports.views.public import (
    public_release,
    public_releases,
    release_columns,
    release_csv,
    release_numbers,
    release_page,
    release_pdf,
)

__all__ = [
    "equity",
    "public_release",
    "public_releases",
    "release_columns",
    "release_csv",
    "release_numbers",
    "release_page",
    "release_pdf",
    "report_draft",
    "report_draft_do",
    "report_new",
    "report_withdraw",
    "reports",
]
