"""The forms of a conference."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.people.models import Person
from referrals.conference.models import Case
from referrals.conference.rules import NextStep
from referrals.conference.services import decide
from referrals.tracking.forms.days import DayField, DayInput


class DecideForm(forms.Form):
    """The one next step of a case, who takes it on, and until when."""

    use_required_attribute = False

    step = forms.ChoiceField(
        label=_("What is done next?"),
        choices=NextStep.choices,
        error_messages={"required": _("Choose the next step from the list.")},
    )
    owner = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label=_("Who takes it on?"),
        error_messages={"required": _("Choose who takes it on.")},
    )
    due_on = DayField(label=_("Until when?"), error_messages={"required": _("Write the day.")})

    def __init__(self, *args: Any, case: Case, by: Person, form_id: str = "", **kwargs: Any) -> None:
        """``form_id``: the form on the page to which the fields belong, where they stand outside of it."""
        super().__init__(*args, **kwargs)
        self.case, self.by = case, by
        held_on = case.conference.held_on
        field: Any = self.fields["owner"]
        here = case.conference.attendees.values("person")
        field.queryset = Person.objects.of(case.conference.community).filter(pk__in=here)
        self.fields["due_on"].widget = DayInput(latest=held_on.replace(year=held_on.year + 1, day=1))
        self.fields["due_on"].widget.attrs["min"] = held_on.isoformat()
        if case.step:
            self.initial.update(step=case.step, owner=case.owner_id, due_on=case.due_on)
        if form_id:
            for each in self.fields.values():
                each.widget.attrs["form"] = form_id

    def save(self) -> Case:
        return decide(self.case, by=self.by, **self.cleaned_data)


class PresentForm(forms.Form):
    """Somebody who is there."""

    person = forms.ModelChoiceField(queryset=Person.objects.none(), label=_("Who is here?"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people
