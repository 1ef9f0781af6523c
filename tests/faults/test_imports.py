"""A file of a hundred thousand rows: read and carried over whole, in memory that does not grow with it."""

import json

import pytest

from bench import machine


@pytest.mark.parametrize("rows", [pytest.param(100_000, id="whole", marks=pytest.mark.faults)])
def test_a_long_file_becomes_referrals_in_memory_that_does_not_grow(rows):
    seen = {}
    for size in (rows // 10, rows):
        with machine.house("imports") as environment:
            seen[size] = json.loads(machine.seed(environment, "bench.imports", "measure", str(size)))
    few, many = seen[rows // 10], seen[rows]
    assert many["referrals"] == rows
    assert many["peak"] < 1.3 * few["peak"], "memory grows with the file"
    print(f"{rows} rows: read {many['read']:.0f} s, carried over {many['carry']:.0f} s")
