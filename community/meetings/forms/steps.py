"""What somebody will do after a meeting."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.plain import PlainForm
from community.meetings.models import Meeting
from community.meetings.selectors import roster_of
from community.people.models import Community, Organisation, Person
from community.people.selectors import staff_of

Holder = Person | Organisation


def holders_of(community: Community, members: Iterable[Person]) -> tuple[dict[str, Holder], list[Any]]:
    """Who can do something: ``members``, the staff and the organizations, by the key that stands for each
    in a form; and the choices of a form, in a group for each kind that there is."""
    posts = staff_of(community, "coordinator", "facilitator", "ambassador", "finance")
    known: dict[str, Holder] = {}
    choices: list[Any] = []
    for label, holders in [
        (gettext("Members"), members),
        (gettext("Staff"), posts.order_by("display_name", "pk")),
        (gettext("Organizations"), Organisation.objects.of(community)),
    ]:
        named: dict[str, Any] = {f"{holder._meta.model_name}-{holder.pk}": holder for holder in holders}
        known.update(named)
        if named:
            choices.append((label, [(key, str(holder)) for key, holder in named.items()]))
    return known, choices


def as_owner(holder: Holder) -> dict[str, Holder]:
    """``holder`` as ``add_action_item`` takes it."""
    return {"owner" if isinstance(holder, Person) else "owner_organisation": holder}


class ActionItemForm(PlainForm):
    """Something somebody will do by a day. Until the meeting is closed, both may come later."""

    title = forms.CharField(label=_("What will be done?"), max_length=200)
    owner = forms.ChoiceField(label=_("Who does it?"))
    due_on = forms.DateField(label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, meeting: Meeting, whole: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = whole or meeting.state == Meeting.State.CLOSED
        self.fields["owner"].required = self.fields["due_on"].required = whole
        members = roster_of(meeting)
        self.holders, choices = holders_of(
            meeting.group.community, members if members is not None else Person.objects.none()
        )
        none_yet = gettext("Choose") if whole else gettext("Not known yet")
        self.fields["owner"].choices = [("", none_yet), *choices]  # type: ignore[attr-defined]

    def holder(self) -> dict[str, Any]:
        """The chosen owner, as ``add_action_item`` takes it."""
        chosen = self.holders.get(self.cleaned_data["owner"])
        return as_owner(chosen) if chosen is not None else {}


class CompleteForm(ActionItemForm):
    """Who does it, and by when, for a step that is written down."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, whole=True, **kwargs)
        del self.fields["title"]
        self.fields["action_item"] = forms.IntegerField(widget=forms.HiddenInput)
