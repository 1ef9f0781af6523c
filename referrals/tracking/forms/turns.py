"""The forms that put a referral right: a wrong day, opened again, the 45 days paused."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.people.models import Person
from referrals.tracking.forms.days import DayField, DayInput
from referrals.tracking.forms.steps import DayForm
from referrals.tracking.models import Pause, Referral, Step
from referrals.tracking.services import (
    Why,
    correct_step,
    end_pause,
    pause_clock,
    reopen_referral,
)
from referrals.tracking.states import Evidence, FamilySaid, PauseKind, closing_reasons


class CorrectForm(DayForm):
    """Another day for a step; of one that ended the referral also another reason."""

    reason = forms.ChoiceField(label=_("Why does it end?"), widget=forms.RadioSelect)
    family_said = forms.ChoiceField(
        label=_("How does the family say it?"),
        choices=[("", _("The family did not say")), *FamilySaid.choices],
        required=False,
    )
    field_order = ("happened_on", "reason", "family_said")

    def __init__(self, *args: Any, step: Step, before: str, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, referral=step.referral, by=by, **kwargs)
        self.step = step
        day = self.fields["happened_on"]
        day.initial = step.happened_on
        day.widget.attrs.pop("min")
        if not step.reason:
            del self.fields["reason"], self.fields["family_said"]
            return
        names = dict(Referral.Reason.choices)
        choice: Any = self.fields["reason"]
        choice.choices = [(reason, names[reason]) for reason in closing_reasons(before)]
        choice.initial, self.fields["family_said"].initial = step.reason, step.family_said

    def act(self) -> None:
        said = {name: self.cleaned_data.get(name, "") for name in ("reason", "family_said")}
        correct_step(self.step, happened_on=self.cleaned_data["happened_on"], by=self.by, **said)


class ReopenForm(DayForm):
    """The day from which a closed referral goes on."""

    def act(self) -> None:
        reopen_referral(self.referral, happened_on=self.cleaned_data["happened_on"], by=self.by)


def _optional_day(label: Any, help_text: Any = "") -> DayField:
    return DayField(label=label, help_text=help_text, required=False)


class PauseForm(DayForm):
    """The 45 days stop."""

    kind = forms.ChoiceField(
        label=_("Why do these days not count?"), choices=PauseKind.choices, widget=forms.RadioSelect
    )
    evidence = forms.ChoiceField(label=_("Where is it written down?"), choices=Evidence.choices)
    until_on = _optional_day(_("First day that counts again"), _("Leave empty if you don't know yet."))
    look_again_on = _optional_day(_("If you don't know: on which day do you ask again?"))
    first_attempt_on = _optional_day(
        _("First day you asked the parent to agree"), _("Only where the parent has not agreed yet.")
    )
    last_attempt_on = _optional_day(_("Last day you asked the parent to agree"))
    field_order = ("kind", "evidence", "happened_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = self.by.community.today()
        self.fields["happened_on"].label = _("First day that does not count")
        self.fields["happened_on"].widget.attrs["min"] = self.referral.referred_on.isoformat()
        for name in ("until_on", "first_attempt_on", "last_attempt_on"):
            self.fields[name].widget = DayInput(latest=today)
        self.fields["look_again_on"].widget = DayInput(latest=today.replace(year=today.year + 1, day=1))

    def act(self) -> None:
        told = self.cleaned_data
        pause_clock(
            self.referral,
            why=Why(told["kind"], told["evidence"], told["first_attempt_on"], told["last_attempt_on"]),
            from_on=told["happened_on"],
            until_on=told["until_on"],
            look_again_on=told["look_again_on"],
            by=self.by,
        )


class EndPauseForm(DayForm):
    """The first day that counts again."""

    def __init__(self, *args: Any, pause: Pause, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, referral=pause.referral, by=by, **kwargs)
        self.pause = pause
        self.fields["happened_on"].label = _("First day that counts again")
        self.fields["happened_on"].widget.attrs["min"] = pause.from_on.isoformat()

    def act(self) -> None:
        end_pause(self.pause, until_on=self.cleaned_data["happened_on"], by=self.by)
