"""What is written down while people talk."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.plain import PlainForm
from community.meetings.models import AgendaItem, Meeting

NOW = "now"
SHOWN = [AgendaItem.State.PLANNED, AgendaItem.State.DONE, AgendaItem.State.DEFERRED]


class NoteForm(PlainForm):
    """A note, or something for the parking lot. Those with a seat may keep a note to the members."""

    body = forms.CharField(
        label=_("What should be remembered?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    about = forms.ChoiceField(label=_("What is it about?"), required=False)
    readers = forms.ChoiceField(
        label=_("Who reads it?"),
        required=False,
        choices=[("all", _("Everybody at the meeting")), ("members", _("Only members"))],
    )

    def __init__(self, *args: Any, meeting: Meeting, seated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        agenda = AgendaItem.objects.filter(meeting=meeting, state__in=SHOWN)
        self.items = {str(item.pk): item for item in agenda}
        choices = [(NOW, gettext("What we talk about now")), ("", gettext("The meeting as a whole"))]
        choices += [(key, item.title) for key, item in self.items.items()]
        self.fields["about"].choices = choices  # type: ignore[attr-defined]
        self.fields["about"].initial = NOW
        if not seated:
            del self.fields["readers"]

    def item(self) -> AgendaItem | None:
        """The item it is about."""
        about = self.cleaned_data["about"]
        return self.meeting.current_item if about == NOW else self.items.get(about)

    def for_members(self) -> bool:
        """Whether it is for members alone."""
        return self.cleaned_data.get("readers") == "members"


class ChangeNoteForm(PlainForm):
    """A note written anew."""

    note = forms.IntegerField(widget=forms.HiddenInput)
    body = forms.CharField(label=_("The note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
