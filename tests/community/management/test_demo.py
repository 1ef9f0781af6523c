"""`manage.py demo` and the two processes that it runs."""

import os
import signal

import pytest

from community.management.commands import demo


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
