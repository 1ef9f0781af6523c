"""A file of referrals, read and carried over: what a row takes in a file ten times as long, and the memory.

``python -m bench.imports measure ROWS`` is what runs in the run's own database; it prints JSON.
"""

import io
import json
import resource
import sys
import tempfile
import time
from typing import IO, Any

from bench import machine
from bench.aims import say

FEW, MANY = 2_000, 20_000
WHOLE = 100_000


def measure(rows: int) -> None:
    """Read and carry over a file of ``rows``; prints the seconds of each, and the peak of memory in MB."""
    import django

    django.setup()
    from referrals.exchange.services import carry, read_file, start_carrying
    from referrals.models import Referral

    by = _provider()
    with tempfile.TemporaryFile() as file:
        size = _write(file, rows)
        began = time.perf_counter()
        brought = read_file(file, by=by, size=size)
        read = time.perf_counter() - began
    start_carrying(brought, by=by)
    began = time.perf_counter()
    carry(brought)
    carried = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"read": read, "carry": carried, "peak": peak}
    print(json.dumps(told | {"referrals": Referral.objects.count()}))


def _provider() -> Any:
    from tests.factories.people import CommunityFactory, provider

    return provider(CommunityFactory())


def _write(file: IO[bytes], rows: int) -> int:
    """The file, a row at a time; every row is another child of another parent."""
    from tests.factories.exchange import HEADINGS, row

    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write(",".join(HEADINGS) + "\r\n")
    for number in range(rows):
        told = row(number, own_number=f"A-{number}")
        text.write(",".join(f'"{told[heading]}"' for heading in HEADINGS) + "\r\n")
    text.detach()
    return file.tell()


def run(rows: int = MANY) -> None:
    """Measure at both sizes, and print what was promised beside it."""
    told = {}
    for size in (rows // 10, rows):
        with machine.house("imports") as environment:
            print(f"A file of {size:,} referrals, {machine.describe(environment)}")
            told[size] = json.loads(machine.seed(environment, "bench.imports", "measure", str(size)))
    few, many = told[rows // 10], told[rows]
    each = {size: (one["read"] + one["carry"]) / size for size, one in told.items()}
    print(f"  read {many['read']:.1f} s, carried over {many['carry']:.1f} s, {each[rows] * 1e3:.2f} ms a row")
    say("A row of a file ten times as long", each[rows] / each[rows // 10], at_most=1.3)
    say("Memory for a file ten times as long", many["peak"] / few["peak"], at_most=1.3)
    say(f"{WHOLE:,} rows at that pace", each[rows] * WHOLE, at_most=90, unit="seconds")
    print()


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(int(sys.argv[2]))
    else:
        run(WHOLE if sys.argv[1:] == ["whole"] else MANY)
