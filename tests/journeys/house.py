"""A whole Stoop for one journey: a database, a web process, a job cluster, and Twilio's stand-in."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.model import fresh_copy, sqlite_model
from tests.stand_in import StandIn

ROOT = Path(__file__).resolve().parents[2]
MODEL, FACTS = "house.sqlite3", "facts.json"
LISTENING = re.compile(r"Listening on TCP address 127\.0\.0\.1:(\d+)")


@dataclass
class House:
    """What a journey may touch: the address, what the demo printed, and the stand-in for Twilio."""

    address: str
    facts: dict[str, Any]
    twilio: Any
    env: dict[str, str] = field(repr=False)
    # Who has signed in already, by e-mail.
    visitors: dict[str, Any] = field(default_factory=dict)

    @property
    def ws_address(self) -> str:
        return self.address.replace("http://", "ws://")

    def path(self, name: str) -> str:
        """The path behind a name of the demo's list of addresses."""
        return self.facts["urls"][name]

    def person(self, name: str) -> dict[str, Any]:
        return next(row for row in self.facts["people"] if row["name"] == name)

    def role(self, role: str) -> dict[str, Any]:
        return next(row for row in self.facts["people"] if row["role"] == role)


def _manage(*command: str, env: dict[str, str]) -> str:
    """Run one command of manage.py to its end, and return what it printed."""
    whole = [sys.executable, "manage.py", *command]
    done = subprocess.run(whole, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return done.stdout


@contextmanager
def _running(*command: str, env: dict[str, str], **pipes: Any) -> Iterator[subprocess.Popen[str]]:
    whole = [sys.executable, *command]
    with subprocess.Popen(whole, cwd=ROOT, env=env, text=True, **pipes) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.terminate()


def _settings(folder: str, database: str) -> dict[str, str]:
    return {
        **os.environ,
        "STOOP_MODE": "demo",
        "STOOP_VAR": folder,
        "DJANGO_SETTINGS_MODULE": "community.config.settings",
        "DATABASE_URL": database,
        "LOG_LEVEL": "INFO",
        "SECRET_KEY": "made-up-and-the-same-for-a-house-and-its-copies-0123456789",
    }


def furnish(folder: str, database: str) -> dict[str, Any]:
    """Seed the demo's community into an empty database, and return what the demo printed."""
    env = _settings(folder, database)
    facts: dict[str, Any] = json.loads(_manage("demo", "--seed-only", "--json", env=env))
    _manage("collectstatic", "--noinput", "-v", "0", env=env)
    return facts


def furnish_model(folder: Path) -> Path:
    """Furnish a house on SQLite that others can be copies of."""
    shutil.copy(sqlite_model(), folder / MODEL)
    facts = furnish(str(folder), f"sqlite:///{folder}/{MODEL}")
    (folder / FACTS).write_text(json.dumps(facts))
    return folder


@contextmanager
def open_house(model: Path | None = None, **extra_env: str) -> Iterator[House]:
    """Open the doors of a house: freshly seeded, or a copy of ``model`` (see ``furnish_model``)."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        twilio = stack.enter_context(StandIn())
        if model is None:
            database = stack.enter_context(fresh_copy(folder, "stoop_journey_"))
            facts = furnish(folder, database)
        else:
            shutil.copytree(model, folder, dirs_exist_ok=True)
            database, facts = f"sqlite:///{folder}/{MODEL}", json.loads((model / FACTS).read_text())
        env = {
            **_settings(folder, database),
            "SMS_BACKEND": "twilio",
            "TWILIO_API_URL": twilio.url,
            "TWILIO_AUTH_TOKEN": "a-made-up-token",
            **extra_env,
        }
        web = stack.enter_context(
            _running(
                *("-m", "daphne", "-e", "tcp:0:interface=127.0.0.1", "community.config.asgi:application"),
                env=env,
                stderr=subprocess.PIPE,
            )
        )
        port = next(found.group(1) for line in web.stderr or [] if (found := LISTENING.search(line)))
        stack.enter_context(_drained(web))
        stack.enter_context(_running("manage.py", "qcluster", env=env, stdout=subprocess.DEVNULL))
        yield House(f"http://127.0.0.1:{port}", facts, twilio, env)


@contextmanager
def _drained(process: subprocess.Popen[str]) -> Iterator[None]:
    """Keep reading what the process writes, so that it never waits for us; shown when a test fails."""

    def read() -> None:
        for line in process.stderr or []:
            sys.stderr.write(line)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    yield
    process.terminate()
    reader.join(timeout=20)
