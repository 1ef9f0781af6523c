"""Forms of meetings: planning one, its agenda, and what people promise."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.meetings.models import Meeting
from community.meetings.selectors import roster_of
from community.people.models import Community, Group, Organisation, Person
from community.people.selectors import staff_of


class PlainForm(forms.Form):
    """A form whose first mistake can be said in one sentence, where no page shows the fields."""

    def first_error(self) -> str:
        name, found = next(iter(self.errors.items()))
        label = self.fields[name].label if name in self.fields else ""
        return f"{label}: {found[0]}" if label else str(found[0])


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


class AgendaItemForm(PlainForm):
    """One more item for the agenda."""

    title = forms.CharField(label=_("What is it about?"), max_length=200)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, required=False)


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
