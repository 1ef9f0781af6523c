"""What tests of the ways in share."""

import pytest
from django.core.cache import cache

from community.people.views import ways_in


@pytest.fixture(autouse=True)
def _fresh_limits_and_no_waiting(request, monkeypatch):
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        cache.clear()
    monkeypatch.setattr(ways_in, "EVEN_TIME", 0)
