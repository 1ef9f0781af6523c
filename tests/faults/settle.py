"""What waits is sent, and the sweep settles what nobody knows. Prints how often it ran.

``python -m tests.faults.settle 2026-11-24T17:30:00+00:00`` does so at that moment.
"""

import json
import sys
from datetime import datetime

import django

django.setup()

import time_machine

from community.core import jobs
from community.messaging import gateway, services
from community.models import Community, Message

OPEN = (Message.State.QUEUED, Message.State.SENDING, Message.State.UNKNOWN)
ROUNDS = 5


def settle() -> int:
    """Sweep until the list has told all, at most ``ROUNDS`` times."""
    for sweeps in range(1, ROUNDS + 1):
        services.send_waiting()
        services.sweep(Community.objects.get())
        jobs.run_waiting()
        if not Message.objects.filter(state__in=OPEN).exists():
            return sweeps
    raise AssertionError(f"after {ROUNDS} sweeps some texts are still open")


if __name__ == "__main__":
    gateway.TIMEOUT = 1
    with time_machine.travel(datetime.fromisoformat(sys.argv[1])):
        print(json.dumps(settle()))
