"""A field for a day."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day, year first as a browser's own date field sends it; typed by hand it is month first, as it is
    written here, whatever language the page speaks."""

    input_formats = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y")
    default_error_messages: ClassVar[Any] = {
        "invalid": _("This is not a date. Write it as month, day, year.")
    }


class DayInput(forms.DateInput):
    """The browser's own date field; its value is always written year first."""

    input_type = "date"

    def __init__(self, *, latest: date) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"autocomplete": "off", "max": latest.isoformat()})
