"""A field for a day."""

from datetime import date

from django import forms


class DayInput(forms.DateInput):
    """The browser's own date field; its value is always written year first."""

    input_type = "date"

    def __init__(self, *, latest: date) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"autocomplete": "off", "max": latest.isoformat()})
