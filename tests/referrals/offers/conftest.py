"""Who is asked to take a family, and with which service."""

import pytest

from referrals.models import Service
from tests.factories.offers import receiver


@pytest.fixture
def tom(clinic):
    """The provider who is asked."""
    return receiver(clinic).checked_by


@pytest.fixture
def service(tom):
    return Service.objects.get(checked_by=tom)
