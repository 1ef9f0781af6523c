"""Texts out: sends a second beside a bare loop of Twilio's client, and a message to many beside a job each.

The message to many is sent as a facilitator sends it: from the press of "Send" to the last text.
All talk to the same stand-in, which answers at once, or as long after as Twilio does.
"""

import json
import time

from bench import machine
from tests.stand_in import StandIn

# Seconds. Twilio's API takes about this long to take a message.
AS_TWILIO = 0.08
TEXTS = 500
MANY = 10_000
# One job a text is measured on so many, and said for ``MANY``: it takes as long for each.
FEWER = 500
PATIENCE = 300.0


def run() -> None:
    """Measure, and print both tables."""
    with machine.house("sends") as environment, StandIn() as twilio:
        environment |= {
            "SMS_BACKEND": "twilio",
            "TWILIO_API_URL": twilio.url,
            "TWILIO_ACCOUNT_SID": twilio.account,
            "TWILIO_AUTH_TOKEN": twilio.token,
        }
        machine.stay_on_the_clients_core()
        print(f"Texts out, {machine.describe(environment)}")
        print(f"{TEXTS} texts, one process{'a second':>21}")
        for latency in (0.0, AS_TWILIO):
            twilio.latency = latency
            rates = {way: TEXTS / _seconds(environment, way, TEXTS) for way in ("loop", "ours")}
            print(f"  Twilio's client in a loop, {_said(latency):12}{rates['loop']:8.0f}")
            print(f"  Stoop's queue, {_said(latency):24}{rates['ours']:8.0f}")
            print(f"  Stoop sends {rates['ours'] / rates['loop']:.1f} times as many.")
        print(f"A message to {MANY} people, a cluster of two workers{'seconds':>16}")
        machine.seed(environment, "bench.sending", "people", str(MANY))
        with machine.cluster(environment):
            _until_all_left(environment, twilio, "jobs", 10)  # the cluster has started when these have left
            for latency in (0.0, AS_TWILIO):
                twilio.latency = latency
                ours = _until_all_left(environment, twilio, "many", MANY)
                each = _until_all_left(environment, twilio, "jobs", FEWER) * MANY / FEWER
                print(f"  one job a text, {_said(latency):12}{each:8.0f}  (from {FEWER} texts)")
                print(f"  Stoop, {_said(latency):21}{ours:8.0f}")
                print(f"  Stoop is {each / ours:.1f} times as fast (aim: 10).")


def _said(latency: float) -> str:
    return f"{latency * 1e3:.0f} ms away"


def _seconds(environment: dict[str, str], way: str, size: int) -> float:
    return float(json.loads(machine.seed(environment, "bench.sending", way, str(size))))


def _until_all_left(environment: dict[str, str], twilio: StandIn, way: str, size: int) -> float:
    """Seconds from its beginning until the last of ``size`` texts is at the stand-in."""
    wanted = len(twilio.sent) + size
    began = _seconds(environment, way, size)
    with twilio.arrived:
        assert twilio.arrived.wait_for(lambda: len(twilio.sent) >= wanted, PATIENCE)
    return time.monotonic() - began
