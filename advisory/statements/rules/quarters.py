"""Quarters of the year, each named by its first day."""

from collections.abc import Iterator
from datetime import date


def quarter_of(day: date) -> date:
    """The first day of the quarter that ``day`` is in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def next_quarter(quarter: date) -> date:
    """The first day of the quarter after ``quarter``."""
    return date(quarter.year + quarter.month // 10, (quarter.month + 2) % 12 + 1, 1)


def place_of(quarter: date) -> int:
    """Which of the year's quarters it is, from 1 to 4."""
    return (quarter.month + 2) // 3


def quarters(first: date, until: date) -> Iterator[date]:
    """Every quarter from the one ``first`` is in, as long as it begins before ``until``."""
    quarter = quarter_of(first)
    while quarter < until:
        yield quarter
        quarter = next_quarter(quarter)
