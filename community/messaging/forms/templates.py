"""The form of a text for many: one field a language, checked as it will be sent."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.messaging import rules
from community.messaging.lint import Severity
from community.messaging.models import Template
from community.messaging.previews import Preview, preview
from community.messaging.services import private_names
from community.messaging.services.templates import LONGEST_NAME, languages_of, tidy
from community.people.models import LANGUAGES, Person


class WordsForm(forms.Form):
    """The words in each language of the community. ``previews`` show them once the form has been sent.

    A language that the template has and the community no longer writes in keeps its field.
    """

    says_what_it_needs = True

    def __init__(
        self, *args: Any, person: Person, words: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.previews: list[Preview] = []
        written = {*languages_of(person.community), *(words or {})}
        self.languages = [code for code, _name in LANGUAGES if code in written]
        for language in self.languages:
            self.fields[f"body_{language}"] = forms.CharField(
                label=dict(LANGUAGES)[language],
                required=False,
                max_length=rules.LONGEST_BODY,
                initial=(words or {}).get(language, ""),
                widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
            )
        self.fields[f"body_{self.languages[0]}"].help_text = gettext(
            "{first_name} and {community} become the names. Digits for answers: 1 yes 2 no."
        )

    def texts(self) -> dict[str, str]:
        """What was written, by language."""
        return {language: tidy(self.cleaned_data.get(f"body_{language}", "")) for language in self.languages}

    def clean(self) -> dict[str, Any]:
        """Put each refusal at its field; warnings are in the previews alone."""
        cleaned = super().clean() or self.cleaned_data
        community, names = self.person.community, private_names(self.person.community)
        for language, body in self.texts().items():
            if body:
                seen = preview(community, language, body, first_name=self.person.first_name, names=names)
                self.previews.append(seen)
                for problem in seen.problems:
                    if problem.severity is Severity.REFUSE:
                        self.add_error(f"body_{language}", problem.text)
        return cleaned


class TemplateForm(WordsForm):
    """A new one has a name and a use as well."""

    kind = forms.ChoiceField(
        choices=Template.Kind.choices,
        widget=forms.RadioSelect,
        initial=Template.Kind.BROADCAST,
        label=_("What is it?"),
    )
    name = forms.CharField(
        max_length=LONGEST_NAME, label=_("Name"), help_text=_("For the staff alone: “Library hours”.")
    )
