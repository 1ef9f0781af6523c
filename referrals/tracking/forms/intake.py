"""The short form of a new referral."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community.core.errors import BadInput
from community.people.models import LANGUAGES
from community.people.phones import normalise
from referrals.tracking.forms.days import DayField, DayInput
from referrals.tracking.models import (
    LONGEST_NOTE,
    Child,
    Concern,
    NotesAllowed,
    RaceEthnicity,
    Referral,
    Source,
)
from referrals.tracking.services import log_referral
from referrals.tracking.services.agreeing import FURTHER
from referrals.tracking.services.intake import check_age, check_noticed
from referrals.tracking.services.notes import check_note
from referrals.tracking.wordings import referral_wording, sharing_wording, texts_wording


def _asked_of_another(**attrs: str) -> dict[str, str]:
    """Attributes of a field about somebody else: the browser must neither fill it in nor remember it."""
    return {"autocomplete": "off", **attrs}


def _in_each_language(wordings: Iterable[tuple[str, str]]) -> SafeString:
    """The words to read to the parent. A style sheet hides those not in the language that is chosen."""
    return format_html_join("", '<span class="wording" lang="{}">{}</span> ', wordings)


class ReferralForm(forms.Form):
    """One page, top to bottom in the order a provider has it at hand."""

    template_name = "tracking/referral_fields.html"
    use_required_attribute = False  # an empty field is explained by us, in the visitor's language

    child_name = forms.CharField(
        label=_("Child's first name or initials"),
        max_length=80,
        error_messages={"required": _("Write the child's first name or initials.")},
        widget=forms.TextInput(attrs=_asked_of_another(autofocus="")),
    )
    birth_date = DayField(
        label=_("Birth date"),
        help_text=_("Children under three can be referred."),
        error_messages={"required": _("Write the birth date.")},
    )
    zip_code = forms.RegexField(
        label=_("ZIP code where the child lives"),
        regex=r"^[0-9]{5}$",
        error_messages={
            "required": _("Write the ZIP code."),
            "invalid": _("A ZIP code has five digits, like 11212."),
        },
        widget=forms.TextInput(attrs=_asked_of_another(inputmode="numeric")),
    )
    language = forms.ChoiceField(
        label=_("Language the family prefers"),
        choices=LANGUAGES,
        initial="en",
        help_text=_("Texts to the parent and the consent below use it."),
        error_messages={"required": _("Choose a language.")},
        widget=forms.RadioSelect,
    )
    concerns = forms.MultipleChoiceField(
        label=_("What does somebody worry about?"),
        choices=Concern.choices,
        help_text=_("Choose all that fit."),
        error_messages={"required": _("Choose at least one.")},
        widget=forms.CheckboxSelectMultiple,
    )
    parent_name = forms.CharField(
        label=_("Parent's name"),
        max_length=80,
        error_messages={"required": _("Write the parent's name.")},
        widget=forms.TextInput(attrs=_asked_of_another()),
    )
    parent_phone = forms.CharField(
        label=_("Parent's phone"),
        max_length=30,
        error_messages={"required": _("Write the parent's phone number.")},
        widget=forms.TextInput(attrs=_asked_of_another(type="tel", inputmode="tel")),
    )
    source = forms.ChoiceField(
        label=_("Who noticed, or where?"),
        choices=[("", ""), *Source.choices],
        error_messages={"required": _("Choose who noticed.")},
    )
    consent = forms.BooleanField(
        label=_("I read this to the parent, who agreed"),
        error_messages={"required": _("Without the parent's yes you can't refer. Ask, then tick the box.")},
    )
    may_text = forms.BooleanField(label=_("I read this to the parent, who agreed to texts"), required=False)
    conference = forms.BooleanField(
        label=_("I read this to the parent, who agreed to the weekly meeting"), required=False
    )
    measures = forms.BooleanField(
        label=_("I read this to the parent, who agreed to be counted"), required=False
    )
    identified_on = DayField(
        label=_("On which day was it noticed?"),
        required=False,
        help_text=_("From that day the law gives two working days to refer. Leave it empty if nobody knows."),
    )
    races = forms.MultipleChoiceField(
        label=_("Race or ethnicity, in the parent's words"),
        choices=RaceEthnicity.choices,
        required=False,
        help_text=_("Choose all that the parent names. Leave empty if the parent did not say."),
        widget=forms.CheckboxSelectMultiple,
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[("", _("not said")), *Child.Sex.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("A short note"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("Only what helps to help, like when to call. Who takes the family reads it, too."),
        widget=forms.Textarea(attrs=_asked_of_another(rows="2")),
    )
    # What not everybody can say, or wants to: folded away, so that the rest fits a phone.
    FOLDED = (*FURTHER, "identified_on", "races", "sex")

    def __init__(self, *args: Any, by: Any, notes: NotesAllowed | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.notes = by, notes
        self.today = by.community.today()
        if notes is None:
            del self.fields["note"]
        earliest = self.today.replace(year=self.today.year - 3, day=1)
        self.fields["birth_date"].widget = DayInput(latest=self.today)
        self.fields["birth_date"].widget.attrs["min"] = earliest.isoformat()
        self.fields["consent"].help_text = _in_each_language(
            (code, referral_wording(code, organisation=by.organisation)) for code, _name in LANGUAGES
        )
        self.fields["may_text"].help_text = _in_each_language(
            (code, texts_wording(code, community=by.community)) for code, _name in LANGUAGES
        )
        self.fields["identified_on"].widget = DayInput(latest=self.today)
        for purpose in FURTHER:
            self.fields[purpose].help_text = _in_each_language(
                (code, sharing_wording(purpose, code, community=by.community)) for code, _name in LANGUAGES
            )

    @property
    def opens_folded(self) -> bool:
        """Whether something that is folded away has to be mended."""
        return any(name in self.errors for name in self.FOLDED)

    def clean_birth_date(self) -> date:
        born: date = self.cleaned_data["birth_date"]
        try:
            check_age(born, self.today, today=self.today)
        except BadInput as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return born

    def clean_identified_on(self) -> date | None:
        noticed: date | None = self.cleaned_data["identified_on"]
        try:
            check_noticed(noticed, self.cleaned_data.get("birth_date"), self.today)
        except BadInput as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return noticed

    def clean_parent_phone(self) -> str:
        try:
            return normalise(self.cleaned_data["parent_phone"])
        except BadInput as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def clean(self) -> dict[str, Any]:
        """A note that comes although none is asked for is refused, and not dropped in silence."""
        if self.notes is None:
            try:
                check_note(self.data.get("note", ""), None)
            except BadInput as refusal:
                self.add_error(None, refusal.message)
        return super().clean() or {}

    def save(self) -> Referral:
        """Log it. Raises AlreadyReferred."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("consent", *FURTHER)}
        also = [purpose for purpose in FURTHER if self.cleaned_data[purpose]]
        return log_referral(by=self.by, also=also, **told)
