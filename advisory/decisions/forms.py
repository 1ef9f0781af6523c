"""Forms of decisions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.decisions.models import Decision
from community.meetings.models import Meeting
from community.people.models import Group, Person


class DraftForm(forms.Form):
    """The question and the rule it is decided by. What may be in it, the service decides."""

    group = forms.ModelChoiceField(
        queryset=Group.objects.none(), label=_("Who decides"), empty_label=_("Choose")
    )
    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("No meeting"),
        label=_("At which meeting"),
        help_text=_("The question is then shown on that meeting's board."),
    )
    title = forms.CharField(
        max_length=120,
        label=_("The question, in a few words"),
        help_text=_("It goes out by text, so keep it short: “Saturday hours at the library”."),
    )
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), required=False, label=_("What a yes would mean")
    )
    method = forms.ChoiceField(
        choices=Decision.Method.choices,
        initial=Decision.Method.MAJORITY,
        widget=forms.RadioSelect,
        label=_("It passes with"),
    )
    quorum_percent = forms.IntegerField(
        min_value=1,
        max_value=100,
        initial=50,
        label=_("Percent of the members who must take part"),
        help_text=_("What you save cannot be changed. To change it, write a new question."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.of(person.community).order_by("name")
        meetings = Meeting.objects.of(person.community).exclude(state__in=Meeting.OVER)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        self.fields["meeting"].queryset = meetings.select_related("group")  # type: ignore[attr-defined]


class OpenForm(forms.Form):
    """Until when the vote is open, if not until somebody closes it."""

    closes_at = forms.DateTimeField(
        required=False,
        label=_("Open until"),
        help_text=_("Leave it empty to close the vote yourself."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
