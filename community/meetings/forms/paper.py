"""The paper list of an evening, as it is typed."""

from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.plain import PlainForm
from community.meetings.models import Meeting
from community.meetings.selectors import on_paper
from community.people.models import Person


class Line(NamedTuple):
    """Somebody who could be added: the field for their time, and whether they are ticked."""

    person: Person
    at: Any
    ticked: bool


class PaperForm(PlainForm):
    """Who signed, each with a tick and the time if the list says one; a time alone is a tick, too."""

    here = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Who signed the list?"), required=False
    )
    why = forms.CharField(label=_("Why does the list change?"), max_length=200, required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.missing = list(on_paper(meeting))
        keys = [person.pk for person in self.missing]
        self.fields["here"].queryset = Person.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["why"].required = meeting.state == Meeting.State.CLOSED
        for person in self.missing:
            self.fields[f"at-{person.pk}"] = forms.TimeField(
                label=person.display_name,
                required=False,
                widget=forms.TimeInput(attrs={"type": "time"}),
            )

    def lines(self) -> list[Line]:
        """What the page shows, in the order of names."""
        ticked = set(map(str, self["here"].value() or ()))
        return [Line(person, self[f"at-{person.pk}"], str(person.pk) in ticked) for person in self.missing]

    def arrivals(self) -> dict[Person, datetime | None]:
        """Who came and when, in the community's zone, from a form that is valid."""
        ticked = {person.pk for person in self.cleaned_data["here"]}
        zone, day = self.meeting.group.community.zone, self.meeting.roster_day
        times = {person: self.cleaned_data[f"at-{person.pk}"] for person in self.missing}
        return {
            person: datetime.combine(day, time, tzinfo=zone) if time else None
            for person, time in times.items()
            if time or person.pk in ticked
        }
