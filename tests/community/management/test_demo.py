"""`manage.py demo` and the two processes that it runs."""

import errno
import os
import signal
import socket
import subprocess
import sys

import pytest
from django.core.management import CommandError

from community.management.commands import demo
from tests.architecture.reading import ROOT


class Child:
    """Stands for a process; the first one that is waited for is interrupted by a kill of the command."""

    born: list["Child"] = []

    def __init__(self, args):
        self.ended = False
        self.born.append(self)

    def wait(self):
        if not self.ended:
            os.kill(os.getpid(), signal.SIGTERM)

    def terminate(self):
        self.ended = True


@pytest.fixture
def _kills():
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("_kills")
def test_a_kill_leaves_no_process_behind(monkeypatch, capsys):
    monkeypatch.setattr(demo.subprocess, "Popen", Child)
    demo.Command().serve(8000)
    assert [child.ended for child in Child.born] == [True, True]
    assert "Goodbye." in capsys.readouterr().out


@pytest.mark.usefixtures("_kills")
def test_a_web_process_that_fails_fails_the_command(monkeypatch, capsys):
    class Failing(Child):
        def wait(self):
            return 0 if self.ended else 1

    monkeypatch.setattr(demo.subprocess, "Popen", Failing)
    with pytest.raises(CommandError, match="web process ended"):
        demo.Command().serve(8000)
    assert all(child.ended for child in Child.born)


def test_a_taken_port_is_said_before_anything_is_set_up(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        env = {"STOOP_VAR": str(tmp_path), "PORT": str(port)}
        told = subprocess.run(
            [sys.executable, "manage.py", "demo"],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
    assert told.returncode != 0
    assert told.stdout == ""
    assert told.stderr.strip() == (
        f"CommandError: Port {port} is taken by another program. Choose another: PORT=8080 make demo"
    )
    assert not (tmp_path / "demo.sqlite3").exists()


def test_a_free_port_and_one_just_given_up_will_do():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            other.accept()[0].close()
    demo.refuse_taken(port)


def test_8080_itself_may_be_the_one_that_is_taken(monkeypatch):
    def taken(self, address):
        raise OSError(errno.EADDRINUSE, "in use")

    monkeypatch.setattr(demo.socket.socket, "bind", taken)
    with pytest.raises(CommandError, match="PORT=8081 make demo"):
        demo.refuse_taken(8080)
