"""Reading the environment, and failing loudly when something that matters is missing."""

import os
import secrets
import sys
from base64 import urlsafe_b64decode
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import StrEnum
from functools import partial
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
    return Mode(one_of("STOOP_MODE", tuple(Mode), default=Mode.DEVELOPMENT))


def one_of(name: str, allowed: Sequence[str], *, default: str) -> str:
    """The value of ``name``; a word that is not ``allowed`` stops the process with what is."""
    value: str = env.str(name, default=default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of: {', '.join(allowed)}.")
    return value


def required(name: str, *, mode: Mode, otherwise: Any = "") -> str:
    """The value of ``name``; in production a missing or empty one stops the process with its name."""
    value = env.str(name, default="")
    if value:
        return value
    if mode is Mode.PRODUCTION:
        raise ImproperlyConfigured(f"{name} is not set. Production needs it; see README.md, “Deploy”.")
    return str(otherwise() if callable(otherwise) else otherwise)


def whole_number(name: str, *, default: int, least: int, most: int | None = None) -> int:
    """The value of ``name``; one that is no number, or is out of range, stops the process with its name."""
    typed = env.str(name, default="") or str(default)
    if not typed.isdecimal() or int(typed) < least or (most is not None and int(typed) > most):
        upward = f"from {least} to {most}" if most is not None else f"of {least} or more"
        raise ImproperlyConfigured(f"{name} is {typed!r}; it must be a whole number {upward}.")
    return int(typed)


def names(value: str) -> list[str]:
    """What stands between the commas of ``value``."""
    return [each.strip() for each in value.split(",") if each.strip()]


def local_secret(name: str, folder: Path, *, make: Callable[[], str] | None = None) -> str:
    """A random secret kept in ``folder``, made on first use, for modes that never face the internet.

    Of two processes that make it at once, both read the one that was there first.
    """
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        mine = folder / f"{name}.{os.getpid()}"
        mine.write_text((make or partial(secrets.token_urlsafe, 50))())
        mine.chmod(0o600)
        with suppress(FileExistsError):
            os.link(mine, path)
        mine.unlink()
    return path.read_text()


def new_key() -> str:
    """A key of 32 random bytes, in the alphabet of URLs."""
    return f"{secrets.token_urlsafe(32)}="


def keys(name: str, folder: Path, *, mode: Mode) -> list[str]:
    """The keys that ``name`` lists between commas, newest first. One not of 32 bytes stops the process.

    Production must name its own: whoever loses them loses what they seal. Elsewhere one is made.
    """

    def made() -> str:
        return local_secret(name.lower(), folder, make=new_key)

    found = names(required(name, mode=mode, otherwise=made))
    for number, key in enumerate(found, start=1):
        if not _is_key(key):
            # The key itself is not repeated.
            raise ImproperlyConfigured(
                f"{name}: key {number} is not 32 random bytes in base64; see README.md, “Keys”."
            )
    return found


def _is_key(key: str) -> bool:
    try:
        return len(urlsafe_b64decode(key)) == 32
    except ValueError:
        return False


def database(default_file: Path, *, mode: Mode) -> dict[str, Any]:
    """Django's settings for ``DATABASE_URL``, or for an SQLite file when it is unset.

    SQLite runs in WAL with IMMEDIATE transactions, so that web and worker processes wait for each
    other instead of failing. PostgreSQL uses psycopg's pool, except in the job cluster, whose forked
    workers cannot share one. What the address asks for (``?sslmode=verify-full``) holds in both.
    """
    address = env.str("DATABASE_URL", default="") or f"sqlite:///{default_file}"
    if address.partition(":")[0] not in ("postgres", "postgresql", "sqlite"):
        # The address itself is not repeated: it holds a password.
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///.")
    settings: dict[str, Any] = env.db_url_config(address)
    options = settings.setdefault("OPTIONS", {})
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        default_file.parent.mkdir(parents=True, exist_ok=True)
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        return settings
    # For the few statements of ``core.prepared``: kept by the server from their fifth time on. A pooler that
    # changes servers between two transactions loses them; for one, the address says "none".
    asked = str(options.get("prepare_threshold", 5))
    options["prepare_threshold"] = None if asked.lower() == "none" else int(asked)
    if "qcluster" in sys.argv or mode is Mode.TEST:
        settings["CONN_MAX_AGE"] = None
    else:
        options["pool"] = {"min_size": 2, "max_size": whole_number("DATABASE_POOL", default=12, least=2)}
    return settings


def mail(*, mode: Mode) -> dict[str, Any]:
    """Django's settings for ``EMAIL_URL``. Production must say where mail goes: it holds keys to sign in."""
    address = required("EMAIL_URL", mode=mode, otherwise="consolemail://")
    try:
        asked = env.email_url_config(address)
    except (ImproperlyConfigured, ValueError):
        # The address itself is not repeated: it holds a password.
        raise ImproperlyConfigured(
            "EMAIL_URL must look like smtp+tls://user:password@host:587 (or smtp+ssl://…:465)."
        ) from None
    by_tls, by_ssl = asked.get("EMAIL_USE_TLS", False), asked.get("EMAIL_USE_SSL", False)
    folder = asked["EMAIL_FILE_PATH"]
    return {
        **asked,
        "EMAIL_USE_TLS": by_tls,
        "EMAIL_USE_SSL": by_ssl,
        "EMAIL_PORT": asked["EMAIL_PORT"] or (587 if by_tls else 465 if by_ssl else 25),
        "EMAIL_FILE_PATH": f"/{folder}" if folder else None,
    }
