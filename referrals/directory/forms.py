"""The forms of the directory."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.people.models import LANGUAGES
from referrals.directory.models import Service
from referrals.directory.selectors import areas_in, languages_in
from referrals.tracking.forms.days import DayField
from referrals.tracking.models import Concern

MOST_PLACES = 10_000


class _LanguageAndArea(forms.Form):
    use_required_attribute = False
    language = forms.ChoiceField(label=_("Language"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)

    def __init__(self, *args: Any, services: QuerySet[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        area: Any = self.fields["area"]
        ours: dict[str, Any] = dict(LANGUAGES)
        spoken = [(code, ours.get(code, name)) for code, name in languages_in(services)]
        language.choices = [("", _("Any")), *spoken]
        area.choices = [("", _("Any")), *((name, name) for name in areas_in(services))]


class SieveForm(_LanguageAndArea):
    """What somebody looks for who sends families."""

    open_only = forms.BooleanField(label=_("With open places"), required=False)


class FamilySieveForm(_LanguageAndArea):
    """What a family looks for."""

    field_order = ("need", "age", "language", "area")
    need = forms.ChoiceField(
        label=_("What is it about?"), required=False, choices=[("", _("Anything")), *Concern.choices]
    )
    age = forms.TypedChoiceField(
        label=_("How old is the child?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            *(("", _("Any age")), ("0", _("under 1 year")), ("1", _("1 year"))),
            *(("2", _("2 years")), ("3", _("3 years")), ("4", _("4 years"))),
        ],
    )


class ShownForm(forms.Form):
    """Who sees a service."""

    use_required_attribute = False
    shown = forms.ChoiceField(label=_("Who sees it"), choices=Service.Shown.choices, widget=forms.RadioSelect)


class ServiceForm(forms.Form):
    """What a service is, top to bottom as a family would ask."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name of the service"), max_length=200, error_messages={"required": _("Write the name.")}
    )
    status = forms.ChoiceField(
        label=_("Is it offered now?"), choices=Service.Status.choices, initial="active"
    )
    description = forms.CharField(
        label=_("What happens there"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    eligibility = forms.CharField(
        label=_("Who can come"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    minimum_age = forms.FloatField(
        label=_("From which age, in years"), min_value=0, max_value=150, required=False
    )
    maximum_age = forms.FloatField(
        label=_("Up to which age, in years"), min_value=0, max_value=150, required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.CharField(
        label=_("Areas it takes families from"),
        max_length=2000,
        required=False,
        help_text=_("ZIP codes or names, with commas between them."),
    )
    needs = forms.MultipleChoiceField(
        label=_("What it helps with"),
        required=False,
        choices=Concern.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    how_to_apply = forms.CharField(
        label=_("How a family gets in"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    fees = forms.CharField(label=_("What it costs"), max_length=2000, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    url = forms.URLField(label=_("Web page"), required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args: Any, service: Service | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours: dict[str, Any] = dict(LANGUAGES)
        languages: Any = self.fields["languages"]
        if service is not None:
            for name in set(self.fields) - {"languages", "areas", "needs"}:
                self.fields[name].initial = getattr(service, name)
            spoken = list(service.languages.all())
            ours |= {row.code: str(row) for row in spoken if row.code and row.code not in ours}
            languages.initial = [row.code for row in spoken]
            self.fields["needs"].initial = [row.need for row in service.needs.all()]
            self.fields["areas"].initial = ", ".join(row.name for row in service.areas.all())
        languages.choices = list(ours.items())

    def clean_areas(self) -> list[str]:
        return [name.strip()[:200] for name in self.cleaned_data["areas"].split(",") if name.strip()]

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if url and not url.startswith(("http://", "https://")):
            raise forms.ValidationError(_("A web page begins with http:// or https://."))
        return url

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        least, most = told.get("minimum_age"), told.get("maximum_age")
        if least is not None and most is not None and least > most:
            self.add_error("maximum_age", _("This age is below the one it starts from."))
        return told


class PlacesForm(forms.Form):
    """How many places are open. An empty field says that nobody knows, which is not 0."""

    use_required_attribute = False

    open_places = forms.IntegerField(
        label=_("Open places now"),
        min_value=0,
        max_value=MOST_PLACES,
        required=False,
        help_text=_("Leave it empty if you can't say. 0 means full."),
    )
    next_slot = DayField(
        label=_("Next free day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"}),
    )


class FileForm(forms.Form):
    """A file of HSDS 3."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("File (HSDS 3, as JSON or as a zip of tables)"),
        help_text=_("Nothing changes before you have seen what it would change."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.zip,application/json,application/zip"}),
        error_messages={"required": _("Choose a file.")},
    )
