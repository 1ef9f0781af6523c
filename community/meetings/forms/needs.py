"""What somebody who comes needs, all on one page."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.plain import PlainForm
from community.meetings.models import Accommodation, Invitation, Meeting
from community.meetings.needs import KINDS, LANGUAGES, LONGEST_WORDS, MOST_CHILDREN, Step, ages_in
from community.meetings.selectors import offered_by
from community.meetings.services import Need

_YES_NO = [("yes", _("Yes")), ("no", _("No"))]
# What is asked about each kind beside yes and no.
_MORE = {
    Step.MEAL: ("diet",),
    Step.CHILDCARE: ("children", "ages"),
    Step.INTERPRETATION: (),
    Step.RIDE: ("ride_from",),
}


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False)


def _words(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_WORDS, required=False, help_text=hint)


class NeedsForm(PlainForm):
    """The questions of what a meeting offers; what is left open stays unanswered."""

    says_what_it_needs = True
    meal = _choice(_("Do you want dinner?"), _YES_NO)
    diet = _words(_("What can you not eat?"))
    childcare = _choice(_("Need child care?"), _YES_NO)
    children = forms.IntegerField(
        label=_("How many children?"), min_value=1, max_value=MOST_CHILDREN, required=False
    )
    ages = _words(_("How old are they?"), _("In years, like: 3 and 5. No names."))
    interpretation = _choice(_("Need an interpreter?"), [])
    ride = _choice(_("Need a ride?"), _YES_NO)
    ride_from = _words(_("Where do we pick you up?"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "need_%s", **kwargs})
        self.offered = offered_by(meeting)
        for kind in KINDS:
            if kind not in self.offered:
                for name in (str(kind), *_MORE[kind]):
                    del self.fields[name]
        if Step.INTERPRETATION in self.offered:
            languages = [*((key, capfirst(name)) for key, name in LANGUAGES.items()), ("no", _("No"))]
            self.fields["interpretation"].choices = languages  # type: ignore[attr-defined]

    def clean_ages(self) -> str:
        said = self.cleaned_data["ages"]
        if not said:
            return ""
        told = ages_in(said)
        if told is None:
            raise forms.ValidationError(_("Write each age in years, like: 3 and 5."))
        self.counted = told.children
        return told.detail

    def needs(self) -> dict[str, Need]:
        """What was answered, from a form that is valid."""
        return {kind: need for kind in self.offered if (need := self._need(kind)) is not None}

    def _need(self, kind: str) -> Need | None:
        given = self.cleaned_data
        said = given.get(kind)
        if not said:
            return None
        if said == "no":
            return Need(False)
        if kind == Step.CHILDCARE:
            ages = given["ages"]
            return Need(True, self.counted if ages else given["children"], ages)
        if kind == Step.INTERPRETATION:
            return Need(True, detail=said)
        return Need(True, detail=" ".join(given["diet" if kind == Step.MEAL else "ride_from"].split()))


def needs_form(invitation: Invitation) -> NeedsForm | None:
    """The form as it was answered so far; None for who does not come, or where nothing is offered."""
    if invitation.answer != Invitation.Answer.YES or not offered_by(invitation.meeting):
        return None
    initial: dict[str, Any] = {}
    for row in invitation.accommodations.all():
        initial |= _as_filled_in(row)
    return NeedsForm(meeting=invitation.meeting, initial=initial)


def _as_filled_in(row: Accommodation) -> dict[str, Any]:
    if row.kind == Step.INTERPRETATION:
        return {row.kind: row.detail if row.wanted else "no"}
    more = _MORE[Step(row.kind)]
    filled: dict[str, Any] = {row.kind: "yes" if row.wanted else "no", more[-1]: row.detail}
    return filled | ({"children": row.count} if row.kind == Step.CHILDCARE else {})
