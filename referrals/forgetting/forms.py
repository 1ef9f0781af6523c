"""The one form of erasing: how the parent asked, and that it is meant."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.people.models import Channel
from referrals.forgetting.services import erase_child
from referrals.tracking.models import Child


class EraseForm(forms.Form):
    use_required_attribute = False  # an empty field is explained by us, in the visitor's language

    channel = forms.ChoiceField(
        label=_("How did the parent ask?"),
        choices=Channel.choices,
        error_messages={"required": _("Choose how the parent asked.")},
        widget=forms.RadioSelect,
    )
    meant = forms.BooleanField(
        label=_("The parent asked for this, and knows that it can't be taken back"),
        error_messages={
            "required": _("Erasing can't be taken back. Tick the box if the parent asked for it.")
        },
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def save(self, children: list[Child]) -> None:
        """Erase every one of ``children``."""
        for child in children:
            erase_child(child, by=self.by, channel=self.cleaned_data["channel"])
