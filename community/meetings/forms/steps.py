"""What somebody will do after a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.plain import PlainForm
from community.meetings.models import Meeting
from community.meetings.selectors import roster_of
from community.people.models import Organisation, Person
from community.people.selectors import staff_of


class ActionItemForm(PlainForm):
    """Something somebody will do by a day. Until the meeting is closed, both may come later."""

    title = forms.CharField(label=_("What will be done?"), max_length=200)
    owner = forms.ChoiceField(label=_("Who does it?"))
    due_on = forms.DateField(label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, meeting: Meeting, whole: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = whole or meeting.state == Meeting.State.CLOSED
        self.fields["owner"].required = self.fields["due_on"].required = whole
        community = meeting.group.community
        members = roster_of(meeting)
        posts = staff_of(community, "coordinator", "facilitator", "ambassador", "finance")
        self.holders: dict[str, Person | Organisation] = {}
        choices: list[Any] = [("", gettext("Choose") if whole else gettext("Not known yet"))]
        for label, holders in [
            (gettext("Members"), members if members is not None else Person.objects.none()),
            (gettext("Staff"), posts.order_by("display_name", "pk")),
            (gettext("Organizations"), Organisation.objects.of(community)),
        ]:
            named: dict[str, Any] = {f"{holder._meta.model_name}-{holder.pk}": holder for holder in holders}
            self.holders.update(named)
            if named:
                choices.append((label, [(key, str(holder)) for key, holder in named.items()]))
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    def holder(self) -> dict[str, Any]:
        """The chosen owner, as ``add_action_item`` takes it."""
        chosen = self.holders.get(self.cleaned_data["owner"])
        if chosen is None:
            return {}
        return {"owner" if isinstance(chosen, Person) else "owner_organisation": chosen}


class CompleteForm(ActionItemForm):
    """Who does it, and by when, for a step that is written down."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, whole=True, **kwargs)
        del self.fields["title"]
        self.fields["action_item"] = forms.IntegerField(widget=forms.HiddenInput)
