"""The form of a call, a text or a visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.core.errors import BadInput
from community.people.models import Person
from referrals.caseload.rules import Barrier, Kind, Outcome
from referrals.caseload.services import Told, log_contact
from referrals.tracking.forms.days import DayField, DayInput
from referrals.tracking.models import Referral


class ContactForm(forms.Form):
    """What was tried, and what came of it. How many contacts the page showed is part of the form."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("What did you do?"), choices=Kind.choices, initial=Kind.CALL, widget=forms.RadioSelect
    )
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=Outcome.choices,
        error_messages={"required": _("Choose what came of it.")},
        widget=forms.RadioSelect,
    )
    barrier = forms.ChoiceField(
        label=_("What stands in the way, in the family's words"),
        choices=[("", _("They named nothing")), *Barrier.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    happened_on = DayField(
        label=_("On which day?"), error_messages={"required": _("Write the day it happened.")}
    )
    next_on = DayField(
        label=_("Next call"),
        required=False,
        help_text=_(
            "Leave it empty and the list chooses: the next day after no answer, two weeks after a talk."
        ),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)

    def __init__(self, *args: Any, referral: Referral, by: Person, seen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.referral, self.by = referral, by
        today = by.community.today()
        self.fields["happened_on"].initial = today
        self.fields["happened_on"].widget = DayInput(latest=today)
        self.fields["happened_on"].widget.attrs["min"] = referral.referred_on.isoformat()
        self.fields["next_on"].widget = forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off", "min": today.isoformat()}
        )
        self.fields["seen"].initial = seen

    def save(self) -> bool:
        """Note it; False, with the reason on top of the form, where it can't be right."""
        told = dict(self.cleaned_data)
        seen = told.pop("seen")
        try:
            log_contact(self.referral, Told(**told), seen=seen, by=self.by)
        except BadInput as refusal:
            self.add_error(None, refusal.message)
            return False
        return True


class PressForm(forms.Form):
    """One press on the list: a call today, and what came of it."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    seen = forms.IntegerField(min_value=0, max_value=30_000)

    def told(self) -> Told:
        return Told(kind=Kind.CALL, outcome=self.cleaned_data["outcome"])
