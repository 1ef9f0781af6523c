"""Fields that the plan of one meeting and the rule of many have in common."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.plain import PlainForm
from community.meetings.models import Meeting
from community.people.models import Group


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Dollars(forms.DecimalField):
    """An amount of money, typed in dollars; ``cents`` makes it whole cents."""

    def __init__(self, *, max_digits: int = 12, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "min": "0.01"})
        super().__init__(max_digits=max_digits, decimal_places=2, widget=widget, **kwargs)


def cents(dollars: Decimal) -> int:
    """Dollars in whole cents, exactly."""
    return int(dollars * 100)


class Clock(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class OffersForm(PlainForm):
    """How people come, where, and what is there for them."""

    mode = forms.ChoiceField(label=_("How people come"), choices=Meeting.Mode.choices)
    place = forms.CharField(
        label=_("Address"), max_length=120, required=False, help_text=_("It is part of the invitation text.")
    )
    link = forms.URLField(label=_("Video link"), required=False, assume_scheme="https")
    offers_meal = forms.BooleanField(label=_("There is dinner"), required=False)
    offers_childcare = forms.BooleanField(label=_("There is child care"), required=False)
    offers_interpretation = forms.BooleanField(label=_("There is interpretation"), required=False)
    offers_ride = forms.BooleanField(label=_("There are rides"), required=False)


class MeetingForm(OffersForm):
    """What one meeting has beside: its goals, who meets with whom, and what sort of meeting it is."""

    objectives = forms.CharField(
        label=_("What the meeting is for"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One goal a line."),
    )
    joint_with = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        label=_("Together with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their members are invited too. The meeting counts for the group above."),
    )
    members_only = forms.BooleanField(label=_("Members only: no guests and no staff"), required=False)
    interim = forms.BooleanField(label=_("Interim: between two regular meetings"), required=False)

    def lines(self) -> list[str]:
        """The goals, one each."""
        return [line.strip() for line in self.cleaned_data["objectives"].splitlines() if line.strip()]

    def offer_groups(self, groups: Any) -> None:
        """Let ``groups`` be chosen to meet together; where there are none, nothing is asked."""
        self.fields["joint_with"].queryset = groups  # type: ignore[attr-defined]
        if not groups:
            self.fields["joint_with"].widget = forms.MultipleHiddenInput()
