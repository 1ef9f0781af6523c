"""A small town whose figures are released: one prepares, another publishes."""

import pytest

from referrals.reports.selectors import tables_by_key
from referrals.reports.services import prepare_release, publish_release
from tests.factories.equity import small_town
from tests.factories.people import staff


@pytest.fixture
def luis(community):
    return staff(community, "facilitator", display_name="Luis Herrera")


@pytest.fixture
def imani(community):
    return staff(community, "coordinator", display_name="Imani Foster")


@pytest.fixture
def town(community):
    small_town(community)
    return next(iter(tables_by_key(community)))


@pytest.fixture
def release(community, town, luis, imani):
    """The town's table, published."""
    return publish_release(prepare_release(community, table=town, by=luis), by=imani)
