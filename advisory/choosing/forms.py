"""Forms of panels. What may be in them, the services decide."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.choosing.models import Criterion, Panel, PanelSeat
from advisory.choosing.rules import MOST_POINTS
from advisory.choosing.services.deciding import METHODS
from community.people.models import Group, Person
from community.people.selectors import roster

WAYS = [(method.value, method.label) for method in METHODS]


class PanelForm(forms.Form):
    """A new panel."""

    group = forms.ModelChoiceField(
        queryset=Group.objects.none(), label=_("Who decides"), empty_label=_("Choose")
    )
    title = forms.CharField(
        max_length=120, label=_("What for"), help_text=_("Such as: the new family ambassador")
    )
    places = forms.IntegerField(
        min_value=2,
        max_value=26,
        initial=3,
        label=_("Places on the shortlist"),
        help_text=_("Whoever has as many points as the last of them is on it too."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.of(person.community).order_by("name")
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class CriterionForm(forms.Form):
    """One thing that is looked for."""

    name = forms.CharField(max_length=80, label=_("What the group looks for"))
    weight = forms.IntegerField(
        min_value=1, max_value=10, initial=1, label=_("Weight"), help_text=_("From 1 to 10.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for points in range(MOST_POINTS + 1):
            label = _("What %(points)d means") % {"points": points}
            self.fields[f"means_{points}"] = forms.CharField(max_length=120, label=label)

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        told = self.cleaned_data
        meanings = [told[f"means_{points}"] for points in range(MOST_POINTS + 1)]
        return {"name": told["name"], "weight": told["weight"], "meanings": meanings}


class CandidateForm(forms.Form):
    """Somebody who could be chosen."""

    name = forms.CharField(max_length=80, label=_("Name of the candidate"))
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False, label=_("What the panel should know")
    )


class SeatForm(forms.Form):
    """A member of the group who scores."""

    person = forms.ModelChoiceField(
        queryset=Person.objects.none(), label=_("Who scores"), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = roster(panel.group, panel.group.community.today())
        seated = PanelSeat.objects.filter(panel=panel).values("person")
        self.fields["person"].queryset = members.exclude(pk__in=seated)  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """Why, in a few words."""

    why = forms.CharField(max_length=200, label=_("Why?"))


class ConflictForm(forms.Form):
    """How somebody is too near to a candidate."""

    why = forms.CharField(max_length=200, label=_("How do you know them?"))


class WaysForm(forms.Form):
    """How the group votes."""

    method = forms.ChoiceField(choices=WAYS, widget=forms.RadioSelect, label=_("The group chooses"))
    quorum_percent = forms.IntegerField(
        min_value=1, max_value=100, initial=50, label=_("Percent of the members who must take part")
    )
    is_secret = forms.BooleanField(required=False, label=_("A secret vote"))


class ScoresForm(forms.Form):
    """The score of every criterion, each with what it means. Nothing is chosen in advance."""

    says_what_it_needs = True

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            ways = [(points, f"{points}: {means}") for points, means in criterion.meanings]
            self.fields[f"c{criterion.pk}"] = forms.TypedChoiceField(
                choices=ways, coerce=int, widget=forms.RadioSelect, label=criterion.name
            )

    def points(self) -> dict[int, int]:
        """Points by the key of each criterion."""
        return {criterion.pk: self.cleaned_data[f"c{criterion.pk}"] for criterion in self.criteria}
