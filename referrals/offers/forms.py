"""The forms of sending and answering."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from referrals.offers.models import Offer
from referrals.tracking.forms.days import DayField


class SendForm(forms.Form):
    """That the parent agreed to it."""

    use_required_attribute = False

    agreed = forms.BooleanField(
        label=_("I read this to the parent, who agreed"),
        error_messages={"required": _("Without the parent's yes you can't send it. Ask, then tick the box.")},
    )

    def __init__(self, *args: Any, wording: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].help_text = format_html('<span lang="{}">{}</span>', language, wording)


class DeclineForm(forms.Form):
    """Why not."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label=_("Why not?"),
        choices=Offer.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )


class WaitForm(forms.Form):
    """When a place is expected."""

    use_required_attribute = False

    expected_on = DayField(
        label=_("When do you expect a place?"),
        required=False,
        help_text=_("Leave it empty if you can't say yet."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
