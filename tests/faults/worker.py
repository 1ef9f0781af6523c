"""The job cluster, with shorter waits, and with workers that die at the steps of sending that a test names.

``CRASH_EVERY=12``: the first try of every twelfth text ends its worker, at each of ``steps.STEPS`` in turn.
``BATCH``: so many texts are claimed at a time.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

sys.argv = ["manage.py", "qcluster"]
django.setup()

from django.core.management import call_command

from community.messaging import gateway
from community.messaging.services import outcomes, sending
from community.messaging.states import Step
from tests.faults.steps import step_for


def die_once(body: str, step: str) -> None:
    """End this process if the text ``body`` ("Text 24") says so, but only at its first try."""
    every, number = int(os.environ["CRASH_EVERY"]), int(body.removeprefix("Text "))
    if step_for(number, every) == step:
        try:
            (Path(os.environ["STOOP_VAR"]) / f"died-{number}").touch(exist_ok=False)
        except FileExistsError:
            return
        os._exit(9)


def with_deaths() -> None:
    hand_over, move = gateway.send, outcomes.transition_all

    def send(**text: str) -> Any:
        die_once(text["body"], "claimed")
        try:
            receipt = hand_over(**text)
        except gateway.NotKnown:
            die_once(text["body"], "handed_over")
            raise
        die_once(text["body"], "accepted")
        return receipt

    def transition_all(moves: Any, **about: Any) -> Any:
        moved = move(moves, **about)
        for message, verb, _changes in moves:
            if verb == Step.SEND:
                die_once(message.body, "recorded")
        return moved

    gateway.send, outcomes.transition_all = send, transition_all


if __name__ == "__main__":
    gateway.TIMEOUT = 1
    sending.WORKER_IS_DEAD_AFTER = timedelta(seconds=10)
    sending.DRAIN_FOR = timedelta(seconds=5)
    if "CRASH_EVERY" in os.environ:
        sending.BATCH = int(os.environ["BATCH"])
        with_deaths()
    call_command("qcluster")
