"""The verbs of a decision that say why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.decisions.models import Decision
from community.meetings.forms.plain import PlainForm
from community.meetings.models import Meeting


class WhyForm(PlainForm):
    """Why it is done; everybody who reads the decision can be told."""

    why = forms.CharField(max_length=200, label=_("Why"), widget=forms.TextInput(attrs={"maxlength": 200}))


class _AtMeeting(WhyForm):
    meeting = forms.ModelChoiceField(queryset=Meeting.objects.none(), label=_("To which meeting"))

    field_order = ("meeting", "why")

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to_come = Meeting.objects.filter(group=decision.group_id).exclude(state__in=Meeting.OVER)
        self.fields["meeting"].queryset = to_come.select_related("group").order_by(  # type: ignore[attr-defined]
            "starts_at", "pk"
        )


class DeferForm(_AtMeeting):
    """To which meeting of the same group it is put off, and why."""


class ReopenForm(_AtMeeting):
    """Why it is asked again, and at which meeting, if at one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].required = False
        self.fields["meeting"].label = _("At which meeting")
        self.fields["meeting"].empty_label = _("No meeting")  # type: ignore[attr-defined]
