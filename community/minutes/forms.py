"""Writing minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WriteForm(forms.Form):
    """One version of the minutes. ``after`` is the version that was on the page."""

    body = forms.CharField(
        label=_("The minutes"),
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_(
            "A line that begins with ## is a heading; one that begins with - is a point of a list; "
            "**two stars** make words stand out."
        ),
    )
    why = forms.CharField(label=_("What do you correct, and why?"), max_length=200)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, corrects: bool, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["lang"] = language
        if not corrects:
            del self.fields["why"]
