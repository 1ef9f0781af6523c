"""Reading the environment, and failing loudly when something that matters is missing."""

import secrets
import sys
from enum import StrEnum
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


class Mode(StrEnum):
    """What this process is for. Only production may face the internet."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    DEMO = "demo"
    TEST = "test"


def read_mode() -> Mode:
    """The mode named by ``STOOP_MODE``; development, which answers this machine alone, when unset."""
    name = env.str("STOOP_MODE", default=Mode.DEVELOPMENT)
    try:
        return Mode(name)
    except ValueError:
        raise ImproperlyConfigured(f"STOOP_MODE is {name!r}; it must be one of: {', '.join(Mode)}.") from None


def required(name: str, *, mode: Mode, otherwise: Any = "") -> str:
    """The value of ``name``; in production a missing or empty one stops the process with its name."""
    value = env.str(name, default="")
    if value:
        return value
    if mode is Mode.PRODUCTION:
        raise ImproperlyConfigured(f"{name} is not set. Production needs it; see README.md, “Deploy”.")
    return str(otherwise() if callable(otherwise) else otherwise)


def local_secret(name: str, folder: Path) -> str:
    """A random secret kept in ``folder``, made on first use, for modes that never face the internet."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


def database(default_file: Path, *, mode: Mode) -> dict[str, Any]:
    """Django's settings for ``DATABASE_URL``, or for an SQLite file when it is unset.

    SQLite runs in WAL with IMMEDIATE transactions, so that web and worker processes wait for each
    other instead of failing. PostgreSQL uses psycopg's pool, except in the job cluster, whose forked
    workers cannot share one.
    """
    settings = env.db_url("DATABASE_URL", default=f"sqlite:///{default_file}")
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        default_file.parent.mkdir(parents=True, exist_ok=True)
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    elif "qcluster" in sys.argv or mode is Mode.TEST:
        settings["CONN_MAX_AGE"] = None
    else:
        settings["OPTIONS"] = {"pool": {"min_size": 2, "max_size": env.int("DATABASE_POOL", default=10)}}
    return settings
