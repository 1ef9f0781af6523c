"""What finance says of a payment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.payments.models import Payment
from advisory.payments.reading import LONGEST_REASON, LONGEST_REFERENCE
from advisory.stipends.rules import Method
from community.meetings.forms.fields import Day
from community.meetings.forms.plain import PlainForm


class StartForm(PlainForm):
    """By which way the run pays."""

    method = forms.ChoiceField(label=_("How they are paid"), choices=Method)


class AllPaidForm(PlainForm):
    """When a whole run was paid."""

    paid_on = Day(label=_("Paid on"), required=False, help_text=_("Empty means today."))


class PaidForm(AllPaidForm):
    """When one payment was paid, and the payer's number of it."""

    reference = forms.CharField(
        label=_("Number of the check or card"), max_length=LONGEST_REFERENCE, required=False
    )


class FailedForm(PlainForm):
    """Why a payment did not go through, or came back."""

    why = forms.CharField(label=_("What happened?"), max_length=LONGEST_REASON)
    seen = forms.ChoiceField(choices=Payment.State, widget=forms.HiddenInput)


class ResultsForm(PlainForm):
    """The payer's file, sent back."""

    results = forms.FileField(
        label=_("The payer's file (CSV)"),
        help_text=_("With the columns key and result (paid or failed); paid_on, reference and reason too."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
