"""One run's own ground: a fresh database, a server on one core, the clients on the other."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

USUAL_SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
PORT = 9471
PATIENCE = 60.0  # seconds until a server must answer
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, CLIENT_CORE = CORES[0], CORES[-1]


@contextmanager
def database(name: str) -> Iterator[str]:
    """The address of an empty database that is gone afterwards: PostgreSQL if one answers, else SQLite.

    ``DATABASE_URL`` names the server, whose own databases are left alone.
    """
    server = os.environ.get("DATABASE_URL") or USUAL_SERVER
    if urlsplit(server).scheme in ("postgres", "postgresql") and (admin := _admin(server)) is not None:
        ours = sql.Identifier(f"stoop_bench_{name}_{os.getpid()}")
        with admin:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(ours))
            try:
                yield urlunsplit(urlsplit(server)._replace(path=f"/stoop_bench_{name}_{os.getpid()}"))
            finally:
                admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(ours))
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/bench.sqlite3"


def _admin(server: str) -> psycopg.Connection | None:
    try:
        return psycopg.connect(server, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        return None


@contextmanager
def house(name: str) -> Iterator[dict[str, str]]:
    """The environment of a run's processes, with an empty migrated database and files to serve."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        environment = os.environ | {
            "DATABASE_URL": stack.enter_context(database(name)),
            "STOOP_VAR": folder,
            "STOOP_MODE": "development",
            "SMS_BACKEND": "console",
            "SECRET_KEY": secrets.token_urlsafe(40),
            "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
            "DJANGO_SETTINGS_MODULE": "community.config.settings",
        }
        for words in ("migrate -v0", "collectstatic -v0 --no-input"):
            subprocess.run([sys.executable, "manage.py", *words.split()], env=environment, check=True)
        yield environment


def houses(name: str) -> Iterator[dict[str, str]]:
    """The environment of one run after another: on PostgreSQL where one answers, then on SQLite."""
    usual = os.environ.get("DATABASE_URL")
    try:
        for server in (usual or USUAL_SERVER, "sqlite://"):
            os.environ["DATABASE_URL"] = server
            with house(name) as environment:
                yield environment
    finally:
        if usual is None:
            del os.environ["DATABASE_URL"]
        else:
            os.environ["DATABASE_URL"] = usual


def seed(environment: dict[str, str], module: str, *words: str) -> str:
    """Run ``python -m module words`` in the run's environment; returns what it prints."""
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


@contextmanager
def server(environment: dict[str, str], *command: str, port: int = PORT) -> Iterator[int]:
    """``python -m command`` on the server's core, listening at ``port``; its log is kept from the table."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            env=environment,
            stdout=log,
            stderr=log,
        )
        os.sched_setaffinity(process.pid, {SERVER_CORE})
        try:
            _wait_for(process, log, port)
            yield process.pid
        finally:
            process.terminate()
            process.wait(PATIENCE)


@contextmanager
def cluster(environment: dict[str, str]) -> Iterator[None]:
    """A job cluster on the server's core, with all that it forks."""
    with tempfile.TemporaryFile() as log:
        command = [sys.executable, "manage.py", "qcluster"]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        os.sched_setaffinity(process.pid, {SERVER_CORE})
        try:
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def daphne(environment: dict[str, str], application: str, port: int = PORT) -> "contextmanager[int]":
    """A Daphne process that serves ``application``."""
    place = ["-e", f"tcp:{port}:interface=127.0.0.1:backlog=1024"]
    return server(environment, "daphne", "--verbosity", "0", *place, application, port=port)


def _wait_for(process: subprocess.Popen, log: IO[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    log.seek(0)
    raise RuntimeError(f"the server did not start: {log.read().decode()[-2000:]}")


def stay_on_the_clients_core() -> None:
    os.sched_setaffinity(0, {CLIENT_CORE})


def describe(environment: dict[str, str]) -> str:
    """What the numbers were measured on."""
    kind = "PostgreSQL" if environment["DATABASE_URL"].startswith("postgres") else "SQLite"
    cores = "server on one core, clients on another" if SERVER_CORE != CLIENT_CORE else "one core for all"
    return f"{kind}; {cores}; {os.getloadavg()[0]:.1f} other processes wanted a core when it began"
