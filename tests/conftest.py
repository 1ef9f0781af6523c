"""What every test may use."""

import pytest

from community.core import jobs


@pytest.fixture
def run_jobs(db):
    """Run every job that waits, as the cluster would."""
    return jobs.run_waiting
