"""Forms of texting."""

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
