"""The rule by which a group meets, as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.fields import Clock, Day, OffersForm
from community.meetings.models import Series
from community.meetings.words import WEEKDAYS
from community.people.models import Community, Group

WHICH = [
    ("1", _("the first of the month")),
    ("2", _("the second of the month")),
    ("3", _("the third of the month")),
    ("4", _("the fourth of the month")),
    ("-1", _("the last of the month")),
    ("0", _("every week")),
]
REMINDERS = [
    ("72", _("3 days before")),
    ("48", _("2 days before")),
    ("24", _("1 day before")),
    ("4", _("4 hours before")),
    ("2", _("2 hours before")),
]


class SeriesForm(OffersForm):
    """Which day of the month or the week, from when to when, where, and what is texted before."""

    group = forms.ModelChoiceField(Group.objects.none(), label=_("Which group meets?"), empty_label=None)
    weekday = forms.TypedChoiceField(
        label=_("On which day?"), choices=list(enumerate(WEEKDAYS)), coerce=int, initial=3
    )
    nth = forms.TypedChoiceField(label=_("Which one?"), choices=WHICH, coerce=int, initial="2")
    every = forms.IntegerField(
        label=_("Every how many months, or weeks?"), min_value=1, max_value=12, initial=1
    )
    starts = Clock(label=_("Starts at"))
    ends = Clock(label=_("Ends at"))
    first_on = Day(label=_("From which day on?"))
    until = Day(label=_("Until which day?"), required=False)
    invite_days = forms.IntegerField(
        label=_("Invitations leave this many days before"), min_value=1, max_value=60, initial=14
    )
    remind_hours = forms.TypedMultipleChoiceField(
        label=_("Reminders leave"),
        choices=REMINDERS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=["48", "4"],
    )

    field_order = ("group", "weekday", "nth", "every", "starts", "ends", "first_on", "until")

    def __init__(self, *args: Any, community: Community, series: Series | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"first_on": community.today()}
        if series is not None:
            initial = {name: getattr(series, name) for name in self.base_fields}
            initial["nth"] = series.nth or 0
        super().__init__(*args, **{**kwargs, "initial": initial})
        if series is not None:
            # A rule stays the group's own; another group begins one of its own.
            del self.fields["group"]
            others = [(str(hours), str(hours)) for hours in series.remind_hours]
            known = {hours for hours, _words in REMINDERS}
            self.fields["remind_hours"].choices = REMINDERS + [  # type: ignore[attr-defined]
                (hours, words) for hours, words in others if hours not in known
            ]
        else:
            groups = Group.objects.of(community).order_by("pk")
            self.fields["group"].queryset = groups  # type: ignore[attr-defined]
            self.fields["group"].initial = next((group.pk for group in groups), None)

    def rule(self) -> dict[str, Any]:
        """What ``start_series`` and ``change_series`` take, from a form that is valid."""
        given = dict(self.cleaned_data)
        if given["nth"]:
            return {**given, "frequency": Series.Frequency.MONTHLY}
        return {**given, "frequency": Series.Frequency.WEEKLY, "nth": None}
