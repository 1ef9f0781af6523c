"""What every test may use."""

import gc
import sqlite3

import pytest
from django.db import connection
from django.db.models.signals import post_migrate
from hypothesis import settings

from community.core import jobs
from tests.model import begins_as_copy

# What a test finds must not hang on how busy the machine is.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_collection_finish():
    """What is loaded by now stays: the collector need not look through it over and over."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    # Nobody's rights are Django's: emptying a database need not write their five hundred rows again.
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    with begins_as_copy():
        yield


@pytest.fixture
def run_jobs(db):
    """Run every job that waits, as the cluster would."""
    return jobs.run_waiting


@pytest.fixture
def shared_by_threads(transactional_db, tmp_path):
    """A database that threads can share: PostgreSQL as it is; SQLite as a file, as it runs in production.

    The tests' usual SQLite database lives in memory, where threads lock each other out by table.
    """
    if connection.vendor != "sqlite":
        yield
        return
    name, kept = connection.settings_dict["NAME"], connection.connection
    with sqlite3.connect(tmp_path / "race.sqlite3") as file:
        kept.backup(file)
    file.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(tmp_path / "race.sqlite3")
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = kept, name
