"""Forms of the tax year."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.plain import PlainForm


class ThresholdForm(PlainForm):
    """From how much on a year is reported. What may be in it, the service decides."""

    dollars = forms.DecimalField(
        max_digits=8,
        decimal_places=2,
        label=_("Dollars, from which on the payments to one person are reported"),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "min": "0.01"}),
    )
    source = forms.CharField(
        label=_("Where it stands written"),
        max_length=200,
        help_text=_("For example the tax office's page or publication, with its number and day."),
    )

    def cents(self) -> int:
        """The amount in whole cents, exactly."""
        return int(self.cleaned_data["dollars"] * Decimal(100))
