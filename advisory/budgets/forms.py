"""Forms of budget rounds. What may be in them, the services decide."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.budgets.models import Idea, Project, ProjectMeasure, ProjectReading, Round
from advisory.budgets.rules import LONGEST_IDEA
from advisory.budgets.services.projects import Words
from advisory.decisions.models import Decision
from community.meetings.forms.fields import Dollars, cents
from community.people.models import LANGUAGES, Group, Person

BUDGETS = [(method.value, method.label) for method in Decision.BUDGETS]


def day_field(**more: Any) -> forms.DateField:
    """A day, as browsers pick it."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class RoundForm(forms.Form):
    """A new round."""

    group = forms.ModelChoiceField(
        queryset=Group.objects.none(), label=_("Who decides"), empty_label=_("Choose")
    )
    title = forms.CharField(max_length=120, label=_("Name of the round"))
    dollars = Dollars(max_digits=10, label=_("Dollars to share out"))
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), required=False, label=_("What the money may be for")
    )
    ideas_until = day_field(required=False, label=_("Ideas until the end of this day"))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.of(person.community).order_by("name")
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class IdeaForm(forms.Form):
    """One's own idea."""

    words = forms.CharField(
        max_length=LONGEST_IDEA,
        label=_("What would you do with the money?"),
        help_text=_("A person reads it before others can. Please name no child and no family."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WordsForm(forms.Form):
    """How an idea stands on the public page."""

    words = forms.CharField(max_length=LONGEST_IDEA, label=_("The words everybody reads"))

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        kwargs |= {"initial": {"words": idea.words}, "auto_id": f"id_{idea.pk}_%s"}
        super().__init__(*args, **kwargs)


class MergeForm(forms.Form):
    """Which project an idea becomes part of. ``offered`` are the projects, where a page has them already."""

    project = forms.ModelChoiceField(
        queryset=Project.objects.none(), label=_("Part of the project"), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, idea: Idea, offered: Sequence[Project] = (), **kwargs: Any) -> None:
        kwargs["auto_id"] = f"id_{idea.pk}_%s"
        super().__init__(*args, **kwargs)
        field: Any = self.fields["project"]
        field.queryset = Project.objects.filter(round=idea.round_id)
        if offered:
            field.choices = [("", field.empty_label), *((one.pk, str(one)) for one in offered)]


class WhyForm(forms.Form):
    """Why, in a few words."""

    why = forms.CharField(max_length=120, label=_("Why?"))


class VoteForm(forms.Form):
    """How the money is shared out."""

    method = forms.ChoiceField(choices=BUDGETS, widget=forms.RadioSelect, label=_("Shared out as"))
    quorum_percent = forms.IntegerField(
        min_value=1, max_value=100, initial=50, label=_("Percent of the members who must take part")
    )
    is_secret = forms.BooleanField(required=False, label=_("A secret vote"))


class ProjectForm(forms.Form):
    """A project in each language of the community, with its cost and place."""

    dollars = Dollars(max_digits=10, required=False, label=_("What it costs, in dollars"))
    place = forms.CharField(max_length=120, required=False, label=_("Where"))

    def __init__(self, *args: Any, found: Round, project: Project | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = found.group.community.languages or ["en"]
        names = dict(LANGUAGES)
        written = {text.language: text for text in project.texts.all()} if project else {}
        if project is not None:
            dollars = Decimal(project.cost_cents) / 100 if project.cost_cents else None
            self.initial.update(dollars=dollars, place=project.place)
        for at, language in enumerate(self.languages):
            title = forms.CharField(
                max_length=80, required=at == 0, label=_("Name: %(language)s") % {"language": names[language]}
            )
            text = forms.CharField(
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "lang": language}),
                label=_("What it is: %(language)s") % {"language": names[language]},
            )
            title.widget.attrs["lang"] = language
            self.fields[f"title_{language}"], self.fields[f"text_{language}"] = title, text
            if language in written:
                self.initial[f"title_{language}"] = written[language].title
                self.initial[f"text_{language}"] = written[language].text

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        return {
            "texts": dict(self._texts()),
            "cost_cents": None if (told := self.cleaned_data["dollars"]) is None else cents(told),
            "place": self.cleaned_data["place"],
        }

    def _texts(self) -> Iterator[tuple[str, Words]]:
        for language in self.languages:
            told = self.cleaned_data
            yield language, Words(told[f"title_{language}"], told[f"text_{language}"])


class NoteForm(forms.Form):
    """What was found out."""

    body = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What did you find out?"),
        help_text=_("Everybody reads it, with your name and the day."),
    )


class MeasureForm(forms.Form):
    """What is counted."""

    what = forms.CharField(max_length=80, label=_("What do you count?"), help_text=_("Such as: boxes packed"))
    goal = forms.IntegerField(required=False, min_value=1, label=_("How many do you hope for?"))


class ReadingForm(forms.Form):
    """How many, or why nobody counted."""

    on = day_field(label=_("Day"))
    count = forms.IntegerField(
        required=False, min_value=0, label=_("How many"), help_text=_("0 means that there were none.")
    )
    why_none = forms.CharField(max_length=200, required=False, label=_("Or: why did nobody count?"))
    corrects = forms.ModelChoiceField(
        queryset=ProjectReading.objects.none(),
        required=False,
        label=_("In place of"),
        empty_label=_("A new count"),
    )

    def __init__(self, *args: Any, measure: ProjectMeasure, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"id_m{measure.pk}_%s"
        super().__init__(*args, **kwargs)
        standing = ProjectReading.objects.filter(measure=measure, corrected_by__isnull=True)
        field: Any = self.fields["corrects"]
        field.queryset = standing
        field.label_from_instance = reading_words


def reading_words(reading: ProjectReading) -> str:
    """“2026-11-20: 12” in a list to choose from."""
    return f"{reading.on:%Y-%m-%d}: {reading.count if reading.count is not None else reading.why_none}"
