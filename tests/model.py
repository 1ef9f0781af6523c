"""A migrated database, made once for each state of the migrations, of which test databases begin as copies.

To migrate takes ten seconds, to copy a fraction of one. ``python -m tests.model`` makes it beforehand.
"""

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import LiteralString

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
APPS = ("community", "advisory", "referrals")
# What a migration imports of ours can change the tables, too.
OURS = re.compile(rf"^(?:from|import) ((?:{'|'.join(APPS)})[\w.]*)", re.MULTILINE)


def key(root: Path = ROOT) -> str:
    """A name for the migrations as they are: theirs, those of the libraries, and what they import."""
    migrations = sorted(file for app in APPS for file in root.glob(f"{app}/migrations/*.py"))
    imported = {name.replace(".", "/") for file in migrations for name in OURS.findall(file.read_text())}
    beside = sorted(file for name in imported for each in (".py", "/*.py") for file in root.glob(name + each))
    seen = hashlib.sha256()
    for file in [root / "requirements/base.txt", *migrations, *beside]:
        seen.update(f"{file.relative_to(root)}\n".encode() + file.read_bytes())
    return seen.hexdigest()[:12]


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Of several test processes one makes the model, and the others wait for it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "model.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(address: str) -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": address}
    for command in ("migrate", "createcachetable"):
        whole = [sys.executable, "manage.py", command, "-v", "0"]
        subprocess.run(whole, cwd=ROOT, env=env, check=True)  # noqa: S603


def _tell(admin: psycopg.Connection, command: LiteralString, *names: str) -> None:
    admin.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


def address(name: str) -> str:
    """The address of another database on the server that the tests run on."""
    own = settings.DATABASES["default"]
    who = f"{own['USER']}:{own['PASSWORD']}" if own["PASSWORD"] else own["USER"]
    return f"postgres://{who}@{own['HOST']}:{own['PORT'] or 5432}/{name}"


def sqlite_model() -> Path:
    """The migrated SQLite file."""
    folder = settings.VAR / "tests"
    file: Path = folder / f"model-{key()}.sqlite3"
    with _one_at_a_time(folder):
        if not file.exists():
            for old in folder.glob("model-*.sqlite3"):
                old.unlink()
            new = folder / "new.sqlite3"
            new.unlink(missing_ok=True)
            _migrate(f"sqlite:///{new}")
            new.rename(file)
    return file


@cache
def postgres_model() -> str:
    """The name of the migrated database on the server; remembered, since Django renames its own."""
    start = f"{settings.DATABASES['default']['NAME']}_model_"
    name, new = start + key(), start + "new"
    with (
        _one_at_a_time(settings.VAR / "tests"),
        psycopg.connect(address("postgres"), autocommit=True) as admin,
    ):
        query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        there = [row[0] for row in admin.execute(query, [start])]
        if name not in there:
            for old in there:
                _tell(admin, "DROP DATABASE {} WITH (FORCE)", old)
            _tell(admin, "CREATE DATABASE {}", new)
            _migrate(address(new))
            _tell(admin, "ALTER DATABASE {} RENAME TO {}", new, name)
    return name


@contextmanager
def begins_as_copy() -> Iterator[None]:
    """The database that Django makes for tests meanwhile has all tables from the start."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = postgres_model()
        yield
        return
    # Django's database in memory is the one that this connection keeps alive.
    with (
        closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as memory,
        closing(sqlite3.connect(sqlite_model())) as model,
    ):
        model.backup(memory)
        yield


@contextmanager
def fresh_copy(folder: str, name: str) -> Iterator[str]:
    """The address of a migrated database of the kind that the suite runs on; gone afterwards."""
    if connection.vendor == "sqlite":
        shutil.copy(sqlite_model(), f"{folder}/{name}.sqlite3")
        yield f"sqlite:///{folder}/{name}.sqlite3"
        return
    with psycopg.connect(address("postgres"), autocommit=True) as admin:
        name += secrets.token_hex(4)
        _tell(admin, "CREATE DATABASE {} TEMPLATE {}", name, postgres_model())
        try:
            yield address(name)
        finally:
            _tell(admin, "DROP DATABASE {} WITH (FORCE)", name)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    postgres_model() if connection.vendor == "postgresql" else sqlite_model()
