"""Days, times, money and choices as people say them, in English, Spanish and Haitian Creole.

Spanish forms follow the Real Academia's abbreviations, without their periods to spare room in a text.
Haitian Creole names are those of the 1979 official orthography; Unicode's locale data has French ones.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _


class Calendar(NamedTuple):
    """The names of one language: Monday first, January first, and how a day and a month are joined."""

    short_days: tuple[str, ...]
    short_months: tuple[str, ...]
    months: tuple[str, ...]
    day: str
    long_day: str
    month_and_year: str
    until: str


CALENDARS = {
    "en": Calendar(
        short_days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        day="{weekday} {month} {day}",
        long_day="{month} {day}, {year}",
        month_and_year="{month} {year}",
        until="{start} to {end}",
    ),
    "es": Calendar(
        # "sáb" is written without its accent, as texts write Spanish: it would double what a text costs.
        short_days=("lun", "mar", "mié", "jue", "vie", "sab", "dom"),
        short_months=("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"),
        months=(
            *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
            *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
        ),
        day="{weekday} {day} {month}",
        long_day="{day} de {month} de {year}",
        month_and_year="{month} de {year}",
        until="{start} a {end}",
    ),
    "ht": Calendar(
        short_days=("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch"),
        short_months=("jan", "fev", "mas", "avr", "me", "jen", "jiy", "out", "sept", "okt", "nov", "des"),
        months=(
            *("janvye", "fevriye", "mas", "avril", "me", "jen"),
            *("jiyè", "out", "septanm", "oktòb", "novanm", "desanm"),
        ),
        day="{weekday} {day} {month}",
        long_day="{day} {month} {year}",
        month_and_year="{month} {year}",
        until="{start} jiska {end}",
    ),
}


def calendar() -> Calendar:
    """The names of the active language; English when we have no calendar for it."""
    return CALENDARS.get((get_language() or "en").split("-")[0], CALENDARS["en"])


def local(moment: datetime) -> datetime:
    """``moment`` (aware) in the active time zone, which a request sets to the community's."""
    return timezone.localtime(moment)


def day_in_words(day: date) -> str:
    """Thu Nov 26, jue 26 nov, jedi 26 nov. A moment counts as its day in the active zone."""
    if isinstance(day, datetime):
        day = local(day).date()
    names = calendar()
    return names.day.format(
        weekday=names.short_days[day.weekday()], month=names.short_months[day.month - 1], day=day.day
    )


def date_in_words(day: date) -> str:
    """November 26, 2026: for records, where the year matters more than the weekday."""
    if isinstance(day, datetime):
        day = local(day).date()
    names = calendar()
    return names.long_day.format(month=names.months[day.month - 1], day=day.day, year=day.year)


def month_in_words(day: date) -> str:
    """November 2026, for what happened in a month whose day nobody recorded."""
    names = calendar()
    return names.month_and_year.format(month=names.months[day.month - 1], year=day.year)


def time_in_words(clock: time | datetime) -> str:
    """6 pm or 6:30 pm, alike in all three languages. A moment counts in the active zone."""
    if isinstance(clock, datetime):
        clock = local(clock).time()
    hour, half = (clock.hour - 1) % 12 + 1, "am" if clock.hour < 12 else "pm"
    return f"{hour}:{clock.minute:02d} {half}" if clock.minute else f"{hour} {half}"


def when_in_words(moment: datetime) -> str:
    """Thu Nov 26, 6 pm, in the active language and time zone."""
    return f"{day_in_words(moment)}, {time_in_words(moment)}"


def money_in_words(cents: int) -> str:
    """Cents as dollars: 7500 is $75, 7550 is $75.50, -7500 is −$75."""
    whole, part = divmod(abs(cents), 100)
    return ("−" if cents < 0 else "") + (f"${whole:,}.{part:02d}" if part else f"${whole:,}")


def to_change(number: int, *, in_call: bool) -> str:
    """Which digit changes an answer that was just said back."""
    words = _("To change, press %(digit)s.") if in_call else _("To change, text %(digit)s.")
    return words % {"digit": number}


def digits_and_words(choices: Iterable[tuple[int, str]]) -> str:
    """What to press, as a text says it: 1 yes 2 no."""
    return " ".join(f"{digit} {words}" for digit, words in choices)
