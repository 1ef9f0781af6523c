"""Forms of the inbox and of simulated phones."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.messaging import rules


class WriteForm(forms.Form):
    """A text in a staff member's own words."""

    body = forms.CharField(
        label=_("Your text"),
        max_length=rules.LONGEST_BODY,
        help_text=_("160 plain letters fit one text; longer ones cost more."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoteForm(forms.Form):
    """What colleagues should know."""

    note = forms.CharField(
        label=_("Note for colleagues"),
        max_length=rules.LONGEST_BODY,
        help_text=_("Only the team reads it. It is never texted."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SearchForm(forms.Form):
    """What is looked for in the inbox."""

    words = forms.CharField(label=_("Name, number or words"), max_length=80, required=False)


class PhoneForm(forms.Form):
    """What somebody types on a simulated phone."""

    body = forms.CharField(max_length=rules.LONGEST_BODY, required=False, strip=False)


class CallForm(forms.Form):
    """Where a call on a simulated phone stands, and what was pressed; nothing of it when the call begins."""

    call = forms.RegexField(r"^CA[0-9a-f]{32}$", required=False)
    goes_to = forms.RegexField(r"^/voice/answer/\?[a-z0-9=&]*$", required=False)
    digits = forms.RegexField(r"^[0-9]{1,4}$", required=False)
