"""The agenda of a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.plain import PlainForm
from community.meetings.models import AgendaItem, Meeting
from community.meetings.selectors import roster_of
from community.people.models import Person
from community.people.selectors import staff_of

Choices = list[tuple[str, Any]]
Presenters = tuple[Choices, dict[str, Person]]


def presenters(meeting: Meeting) -> Presenters:
    """Who can present at ``meeting``, as choices, and by the key of each. Two queries."""
    members = roster_of(meeting)
    posts = staff_of(meeting.group.community, "coordinator", "facilitator", "ambassador", "finance")
    people: dict[str, Person] = {}
    choices: Choices = [("", gettext("Nobody yet"))]
    groups = [
        (gettext("Members"), members if members is not None else Person.objects.none()),
        (gettext("Staff"), posts.order_by("display_name", "pk")),
    ]
    for label, found in groups:
        named = {str(person.pk): person for person in found}
        people |= named
        if named:
            choices.append((label, [(key, person.display_name) for key, person in named.items()]))
    return choices, people


class AgendaItemForm(PlainForm):
    """One item of an agenda. Its ``cleaned_data`` are what ``add_agenda_item`` takes.

    ``presenting`` comes from ``presenters``: many forms on one page read it once.
    """

    title = forms.CharField(label=_("What is it about?"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, required=False)
    presenter = forms.ChoiceField(label=_("Who presents it?"), required=False)
    objective = forms.CharField(label=_("What should come of it?"), max_length=200, required=False)
    closed_to_guests = forms.BooleanField(label=_("Not for guests"), required=False)

    def __init__(
        self,
        *args: Any,
        presenting: Presenters,
        item: AgendaItem | None = None,
        **kw: Any,
    ) -> None:
        if item is not None:
            said = {name: getattr(item, name) for name in self.base_fields}
            said["presenter"] = str(item.presenter_id or "")
            kw = {"initial": said, "auto_id": f"item_{item.pk}_%s", **kw}
        super().__init__(*args, **kw)
        choices, self.people = presenting
        now = item.presenter if item is not None else None
        if now is not None and str(now.pk) not in self.people:
            choices = [*choices, (str(now.pk), now.display_name)]
            self.people = {**self.people, str(now.pk): now}
        self.fields["presenter"].choices = choices  # type: ignore[attr-defined]
        kinds = [("", gettext("No kind")), *AgendaItem.Kind.choices]
        if item is not None and item.kind and item.kind not in AgendaItem.Kind.values:
            kinds.append((item.kind, item.kind_words))
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean_presenter(self) -> Person | None:
        return self.people.get(self.cleaned_data["presenter"])
