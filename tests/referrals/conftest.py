"""A neighbourhood with one clinic and an Ambassador."""

import pytest

from tests.factories.people import CommunityFactory, provider, staff


@pytest.fixture
def community():
    return CommunityFactory()


@pytest.fixture
def clinic(community):
    return provider(community, display_name="Priya Nair")


@pytest.fixture
def ana(community):
    return staff(community, "ambassador", display_name="Ana Beaumont")
