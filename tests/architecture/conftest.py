"""Every address, those of the demo too, and no waiting."""

import pytest
from django.test import override_settings

from community.people.views import ways_in
from tests.architecture.asking import URLS


@pytest.fixture(autouse=True)
def _all_addresses(monkeypatch):
    monkeypatch.setattr(ways_in, "EVEN_TIME", 0)
    with override_settings(ROOT_URLCONF=URLS):
        yield
