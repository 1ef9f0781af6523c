"""Texts as a voice reads them: whole names of days and months, and no addresses."""

import re

from community.core.words import CALENDARS

# The whole names; Haitian Creole texts have them already.
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "ht": CALENDARS["ht"].short_days,
}
_SPOKEN = {"en": "{day}, {month} {number}", "es": "{day} {number} de {month}", "ht": "{day} {number} {month}"}
_ADDRESS = re.compile(r"\s*(?:https?://|/l/)\S+")


def aloud(text: str, language: str) -> str:
    """``text`` in ``language`` for a voice: "jue 26 nov", as texts write it, is "jueves 26 de noviembre"."""
    names = CALENDARS[language]
    day = f"(?P<day>{'|'.join(names.short_days)})"
    month = f"(?P<month>{'|'.join(names.short_months)})"
    order = rf"{day} {month} (?P<number>\d+)" if language == "en" else rf"{day} (?P<number>\d+) {month}"

    def whole(found: re.Match[str]) -> str:
        return _SPOKEN[language].format(
            day=_DAYS[language][names.short_days.index(found["day"])],
            month=names.months[names.short_months.index(found["month"])],
            number=found["number"],
        )

    return re.sub(rf"\b{order}\b", whole, _ADDRESS.sub("", text)).replace("\n", " ").strip()
