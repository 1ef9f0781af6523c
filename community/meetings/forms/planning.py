"""Planning a meeting."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.plain import PlainForm
from community.meetings.models import Meeting
from community.people.models import Community, Group


class PlanForm(PlainForm):
    """A new meeting. Times are local to the community."""

    group = forms.ModelChoiceField(Group.objects.none(), label=_("Which group meets?"), empty_label=None)
    number = forms.IntegerField(
        label=_("Meeting number"),
        min_value=1,
        max_value=9999,
        help_text=_("As the group counts its meetings."),
    )
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    starts = forms.TimeField(label=_("Starts at"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Ends at"), widget=forms.TimeInput(attrs={"type": "time"}))
    mode = forms.ChoiceField(label=_("How people come"), choices=Meeting.Mode.choices)
    place = forms.CharField(
        label=_("Address"), max_length=120, required=False, help_text=_("It is part of the invitation text.")
    )
    link = forms.URLField(label=_("Video link"), required=False, assume_scheme="https")
    objectives = forms.CharField(
        label=_("What the meeting is for"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One goal a line."),
    )
    offers_meal = forms.BooleanField(label=_("There is dinner"), required=False)
    offers_childcare = forms.BooleanField(label=_("There is child care"), required=False)
    offers_interpretation = forms.BooleanField(label=_("There is an interpreter"), required=False)
    offers_ride = forms.BooleanField(label=_("There are rides"), required=False)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community = community
        groups = Group.objects.of(community).annotate(last=Max("meetings__number")).order_by("pk")
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        first = groups.first()
        if first is not None:
            self.fields["group"].initial = first.pk
            self.fields["number"].initial = (first.last or 0) + 1

    def plan(self) -> dict[str, Any]:
        """What ``plan_meeting`` takes, from a form that is valid."""
        given = dict(self.cleaned_data)
        day, starts, ends = given.pop("day"), given.pop("starts"), given.pop("ends")
        return {
            **given,
            "starts_at": datetime.combine(day, starts, tzinfo=self.community.zone),
            "ends_at": datetime.combine(day, ends, tzinfo=self.community.zone),
            "objectives": [line.strip() for line in given["objectives"].splitlines()],
        }
