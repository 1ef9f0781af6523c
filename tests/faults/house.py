"""A Stoop that can be killed: real web and worker processes on a database of their own."""

import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import time_machine

from tests.model import fresh_copy
from tests.stand_in import StandIn

ROOT = Path(__file__).resolve().parents[2]
# Seconds until a process must answer, on a machine that has much else to do.
PATIENCE = 60.0


@dataclass
class Process:
    """One process with all that it forks; it can be killed and started again at any moment."""

    command: list[str]
    env: dict[str, str] = field(repr=False)
    log: Path
    port: int = 0
    deaths: int = 0
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(  # noqa: S603  our own programs
                [sys.executable, *self.command],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End it and its children between two instructions, as a power cut does."""
        if self.running is not None:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()
            self.running = None
            self.deaths += 1

    def wait_ready(self) -> None:
        """Return when it takes connections at its port."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            # Nobody listens: the next look is due when it may have come up.
            _pause()
        raise AssertionError(f"{self.command} did not start: {self.log.read_text()[-2000:]}")


@dataclass
class House:
    """What a fault test may touch."""

    twilio: StandIn
    webs: list[Process]
    worker: Process
    env: dict[str, str] = field(repr=False)

    def start(self) -> None:
        """Start all processes; returns when the web answers."""
        for process in [*self.webs, self.worker]:
            process.start()
        for web in self.webs:
            web.wait_ready()

    def settle(self) -> int:
        """Half an hour later, after the workers' end, settle all; returns how many sweeps that took."""
        self.worker.kill()
        # What it had handed over is taken before the clock moves: no carrier takes it half an hour late.
        self.wait_until(lambda: not self.twilio.connections, seconds=PATIENCE)
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=30)):
            return self.run("tests.faults.settle", datetime.now(UTC).isoformat())

    def address(self, web: int, path: str) -> str:
        return f"http://127.0.0.1:{self.webs[web].port}{path}"

    def run(self, module: str, *words: str) -> Any:
        """What ``python -m module words`` prints, which is JSON."""
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, check=True)  # noqa: S603
        return json.loads(done.stdout)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of ``query``, asked of the database itself."""
        address = self.env["DATABASE_URL"]
        if address.startswith("sqlite"):
            with closing(sqlite3.connect(address.removeprefix("sqlite:///"), timeout=20)) as file:
                return file.execute(query).fetchall()
        with psycopg.connect(address) as server:
            return server.execute(query.encode()).fetchall()

    def deaths(self) -> list[int]:
        """The numbers of the texts at which a worker has died by its own hand."""
        return [int(mark.name.removeprefix("died-")) for mark in Path(self.env["STOOP_VAR"]).glob("died-*")]

    def states(self) -> dict[str, int]:
        """How many outgoing texts are in which state."""
        query = "SELECT state, COUNT(*) FROM community_message WHERE direction = 'out' GROUP BY state"
        return dict(self.ask(query))

    def wait_until(self, holds: Callable[[], bool], *, seconds: float) -> None:
        """Return when ``holds()``; asked again whenever the stand-in takes a text, and twice a second."""
        until = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < until, f"still {self.states()}: {self.worker.log.read_text()[-2000:]}"
            with self.twilio.arrived:
                self.twilio.arrived.wait(0.5)


def _pause() -> None:
    with socket.socket() as never:
        never.bind(("127.0.0.1", 0))
        never.listen()
        never.settimeout(0.05)
        try:
            never.accept()
        except TimeoutError:
            return


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def open_house(*, webs: int, seed: list[str], **extra: str) -> Iterator[tuple[House, Any]]:
    """Run ``python -m tests.faults.seed seed``; yields the house and what that printed."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        twilio = stack.enter_context(StandIn(outcome="delivered"))
        env = os.environ | {
            "STOOP_MODE": "development",
            "STOOP_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": stack.enter_context(fresh_copy(str(folder), "stoop_faults_")),
            "SMS_BACKEND": "twilio",
            "TWILIO_API_URL": twilio.url,
            "TWILIO_ACCOUNT_SID": twilio.account,
            "TWILIO_AUTH_TOKEN": twilio.token,
            "SECRET_KEY": secrets.token_urlsafe(50),
            **extra,
        }
        house = House(twilio, [], Process(["-m", "tests.faults.worker"], env, folder / "worker.log"), env)
        facts = house.run("tests.faults.seed", *seed)
        for number in range(webs):
            port = free_port()
            place = ["-e", f"tcp:{port}:interface=127.0.0.1:backlog=1024"]
            command = ["-m", "daphne", "-v", "0", *place, "community.config.asgi:application"]
            house.webs.append(Process(command, env, folder / f"web{number}.log", port))
        for process in [*house.webs, house.worker]:
            stack.callback(process.kill)
        yield house, facts
