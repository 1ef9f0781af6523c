"""Who may bring files and take them away, and how much is too much. Pure."""

from datetime import timedelta

from community.people.rules import has
from referrals.tracking.rules import may_log

# A file is brought by whoever may log its rows one by one.
may_import = may_log
# The Ambassador takes what they follow, a provider what their own organisation has referred.
may_export = has("provider", "ambassador", "coordinator")

MOST_ROWS = 200_000
MOST_BYTES = 100_000_000
MOST_COLUMNS = 100
# Rows that nobody carries over are not kept for longer.
KEEP_READ = timedelta(days=7)
BATCH = 1_000
