"""The forms of a step and of closing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.core.errors import BadInput
from community.people.models import Person
from referrals.tracking.forms.days import DayField, DayInput
from referrals.tracking.models import Referral
from referrals.tracking.services import close_referral, take_step
from referrals.tracking.states import FamilySaid, closing_reasons, next_steps


class DayForm(forms.Form):
    """Something that happened to a referral on a day; the day is today unless said otherwise."""

    use_required_attribute = False

    happened_on = DayField(
        label=_("On which day?"), error_messages={"required": _("Write the day it happened.")}
    )

    def __init__(self, *args: Any, referral: Referral, by: Person, **kwargs: Any) -> None:
        self.referral, self.by = referral, by
        today = by.community.today()
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = today
        self.fields["happened_on"].widget = DayInput(latest=today)
        self.fields["happened_on"].widget.attrs["min"] = referral.state_since.isoformat()

    def save(self) -> bool:
        """Do it; False, with the reason beside the day, where the day can't be right."""
        try:
            self.act()
        except BadInput as refusal:
            self.add_error("happened_on", refusal.message)
            return False
        return True

    def act(self) -> None:
        raise NotImplementedError


class StepForm(DayForm):
    """The next step. Which one it was is part of the form, so that a second press does nothing.

    It is asked only where there is a choice.
    """

    prefix = "step"
    step = forms.ChoiceField(label=_("What happened?"), choices=Referral.State.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = next_steps(self.referral.state, sent=self.referral.receiver_id is not None)
        field: Any = self.fields["step"]
        field.initial = following[0] if following else None
        field.widget = forms.RadioSelect() if len(following) > 1 else forms.HiddenInput()
        # What was pressed long ago is taken too: the service tells a second press from a contradiction.
        field.widget.choices = [(step.value, step.label) for step in following]

    def act(self) -> None:
        take_step(
            self.referral, self.cleaned_data["step"], happened_on=self.cleaned_data["happened_on"], by=self.by
        )


class CloseForm(DayForm):
    """Closing, for a reason that fits the present step."""

    prefix = "close"
    reason = forms.ChoiceField(
        label=_("Why does it end?"),
        error_messages={
            "required": _("Choose a reason."),
            "invalid_choice": _("That reason does not fit a referral at this step. Choose another one."),
        },
        widget=forms.RadioSelect,
    )
    family_said = forms.ChoiceField(
        label=_("How does the family say it?"),
        choices=[("", _("The family did not say")), *FamilySaid.choices],
        required=False,
    )
    field_order = ("reason", "family_said", "happened_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(Referral.Reason.choices)
        # A closed one takes any reason this far: the service tells a second press from a contradiction.
        fitting = closing_reasons(self.referral.state) or tuple(names)
        choice: Any = self.fields["reason"]
        choice.choices = [(reason, names[reason]) for reason in fitting]

    def act(self) -> None:
        close_referral(
            self.referral,
            reason=self.cleaned_data["reason"],
            family_said=self.cleaned_data["family_said"],
            happened_on=self.cleaned_data["happened_on"],
            by=self.by,
        )
