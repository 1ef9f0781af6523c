"""The live board: presses, a storm of votes, and a crowd that comes back, each beside its reference."""

import json

from bench import live, machine, reconnect, storm

GUESTS = max(live.SIZES) // 2


def run() -> None:
    """Measure all three in one database, and print their tables."""
    with machine.house("live") as environment:
        machine.stay_on_the_clients_core()
        print(f"Live board, {machine.describe(environment)}")
        members = GUESTS + live.VOTERS
        evening = json.loads(
            machine.seed(environment, "bench.evening", "seed", "elm", str(members), str(GUESTS))
        )
        live.run(environment, evening)
        storm.run(environment)
        reconnect.run(environment, evening)
        print()
