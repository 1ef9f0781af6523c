"""Small helpers for templates."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template

from community.core import words
from community.people.phones import for_people

register = template.Library()


@register.filter
def money(cents: int) -> str:
    """$75.50."""
    return words.money_in_words(cents)


@register.filter
def phone(number: str) -> str:
    """A number in E.164 as people write it: +17185550123 is (718) 555-0123."""
    return for_people(number)


@register.filter
def is_under(path: str, place: str) -> bool:
    """Whether ``path`` is a page below ``place``; everything is below "/", so that one never counts."""
    return place != "/" and path.startswith(place)


@register.filter
def when(moment: datetime | None) -> str:
    """Thu Nov 26, 6 pm; nothing for no moment."""
    return words.when_in_words(moment) if moment else ""


@register.filter
def day(value: date | None) -> str:
    """Thu Nov 26."""
    return words.day_in_words(value) if value else ""


@register.filter
def long_date(value: date | None) -> str:
    """November 26, 2026."""
    return words.date_in_words(value) if value else ""


@register.filter
def month(value: date | None) -> str:
    """November 2026."""
    return words.month_in_words(value) if value else ""


@register.filter
def clock(moment: datetime | None) -> str:
    """6:30 pm."""
    return words.time_in_words(moment) if moment else ""


@register.filter
def beside(cells: Iterable[Any], headings: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a table's row with its heading."""
    return list(zip(headings, cells, strict=True))
