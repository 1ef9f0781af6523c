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
    """Something somebody will do by a day."""

    title = forms.CharField(label=_("What will be done?"), max_length=200)
    owner = forms.ChoiceField(label=_("Who does it?"))
    due_on = forms.DateField(label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        community = meeting.group.community
        members = roster_of(meeting)
        posts = staff_of(community, "coordinator", "facilitator", "ambassador", "finance")
        self.holders: dict[str, Person | Organisation] = {}
        choices: list[Any] = [("", gettext("Choose"))]
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
        chosen = self.holders[self.cleaned_data["owner"]]
        return {"owner" if isinstance(chosen, Person) else "owner_organisation": chosen}
