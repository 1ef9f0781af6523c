"""The forms of the action team."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.plain import PlainForm
from community.people.models import Community, Organisation, Person, Program
from referrals.teams.models import CountedAs, Review, SharedMeasure
from referrals.teams.rules import says_for_others
from referrals.tracking.forms.days import DayField

MOST = 1_000_000


class PromiseForm(forms.Form):
    """One promise: what, how everybody will know, by when."""

    use_required_attribute = False

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organization"),
        error_messages={"required": _("Choose an organization.")},
    )
    title = forms.CharField(
        label=_("What do you promise?"),
        max_length=160,
        error_messages={"required": _("Write what you promise.")},
    )
    measure = forms.CharField(
        label=_("How will everybody know?"),
        max_length=160,
        help_text=_("A number you count already is best."),
        error_messages={"required": _("Write how everybody will know.")},
    )
    due_on = DayField(
        label=_("By when?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Write the day.")},
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        bodies = Organisation.objects.of(by.community)
        if says_for_others(by):
            field.queryset = bodies
        else:
            field.queryset = bodies.filter(people=by)
            field.initial = by.organisation_id
            field.widget = forms.HiddenInput()


class ReviewForm(PlainForm):
    """How far a promise is."""

    use_required_attribute = False

    said = forms.ChoiceField(
        label=_("Is it kept?"),
        choices=Review.Said.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far it is.")},
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class FiguresForm(forms.Form):
    """What each program counted in a month. An empty field stays not recorded, which is not 0."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, sources: list[CountedAs], known: dict[int, int | None], month: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sources, self.month = {f"count_{source.pk}": source for source in sources}, month
        for name, source in self.sources.items():
            self.fields[name] = forms.IntegerField(
                label=f"{source.program.name}: {source.own_name}",
                help_text=source.measure.title,
                min_value=0,
                max_value=MOST,
                required=False,
                initial=known.get(source.pk),
            )

    def counts(self) -> dict[CountedAs, int]:
        """What was filled in."""
        told = {source: self.cleaned_data[name] for name, source in self.sources.items()}
        return {source: count for source, count in told.items() if count is not None}


class MeasureForm(forms.Form):
    """What the family board asks for."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("What does the family board want counted?"),
        max_length=160,
        error_messages={"required": _("Write it in the board's words.")},
    )


class CountedAsForm(PlainForm):
    """What a program counts already."""

    use_required_attribute = False

    program = forms.ModelChoiceField(
        Program.objects.none(), label=_("Program"), error_messages={"required": _("Choose a program.")}
    )
    own_name = forms.CharField(
        label=_("What the program calls it"),
        max_length=160,
        error_messages={"required": _("Write the name of the program's own count.")},
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["program"]
        field.queryset = Program.objects.of(community).select_related("organisation")
        field.label_from_instance = lambda program: f"{program.organisation.name}: {program.name}"


def source_forms(community: Community, measures: Iterable[SharedMeasure]) -> list[CountedAsForm]:
    """A form for each of ``measures``; the programs to choose from are read once for all of them."""
    made = [CountedAsForm(community=community, auto_id=f"source_{row.pk}_%s") for row in measures]
    fields: list[Any] = [form.fields["program"] for form in made]
    programs = list(fields[0].choices) if fields else []
    for field in fields:
        field.choices = programs
    return made
