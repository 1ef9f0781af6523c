"""Every address, those of the demo too, and no waiting; and two communities that a file builds once."""

import copy

import pytest
from django.db import transaction
from django.test import override_settings

from community.people.views import ways_in
from tests.architecture.asking import ELSEWHERE, URLS
from tests.architecture.world import World
from tests.factories.boards import every_charter_says


@pytest.fixture(autouse=True)
def _all_addresses(monkeypatch):
    monkeypatch.setattr(ways_in, "EVEN_TIME", 0)
    with override_settings(ROOT_URLCONF=URLS):
        yield


@pytest.fixture(autouse=True)
def _charter(monkeypatch):
    """A charter by which one may vote for another."""
    every_charter_says(monkeypatch, proxies_allowed=True)


@pytest.fixture(scope="module")
def _worlds(django_db_setup, django_db_blocker):
    """The rows of both stand around every test of the file; what a test adds is undone after it."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        worlds = {"home": World(), "away": World(ELSEWHERE, is_sample=False)}
    yield worlds
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def worlds(_worlds, db):
    """This test's own copy: what one test remembers of a row, the next must not."""
    return copy.deepcopy(_worlds)


@pytest.fixture
def home(worlds):
    return worlds["home"]


@pytest.fixture
def away(worlds):
    """Another community, a real one."""
    return worlds["away"]


@pytest.fixture
def sample(away):
    """The same, of made-up people as ours is."""
    away.community.is_sample = True
    away.community.save()
    return away
