"""Forms of the tax year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.fields import Dollars
from community.meetings.forms.plain import PlainForm


class ThresholdForm(PlainForm):
    """From how much on a year is reported. What may be in it, the service decides."""

    dollars = Dollars(max_digits=8, label=_("Dollars, from which on the payments to one person are reported"))
    source = forms.CharField(
        label=_("Where it stands written"),
        max_length=200,
        help_text=_("For example the tax office's page or publication, with its number and day."),
    )
