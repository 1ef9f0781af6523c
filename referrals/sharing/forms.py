"""The forms of opening a record with a reason, and of what a parent says on the phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.core.errors import BadInput
from community.people.models import Person
from referrals.sharing.models import LONGEST_REASON, Glass
from referrals.sharing.services import break_glass


class GlassForm(forms.Form):
    """The number of the referral, and why."""

    use_required_attribute = False

    number = forms.IntegerField(
        label=_("Number of the referral"),
        min_value=1,
        max_value=2**62,
        help_text=_("It stands at the end of the address of its page, and in lists without names."),
        error_messages={"required": _("Write the number of the referral.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Why must you see it now?"),
        max_length=LONGEST_REASON,
        help_text=_("The Ambassador and the coordinators read it, and the parent may, too."),
        error_messages={"required": _("Write in a sentence why you must see it now.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def save(self) -> Glass | None:
        """Open it; None, with the reason beside the field, where it can't be. May raise SeesAlready."""
        try:
            return break_glass(self.cleaned_data["number"], by=self.by, reason=self.cleaned_data["reason"])
        except BadInput as refusal:
            self.add_error(None, refusal.message)
            return None


class HeardForm(forms.Form):
    """Whether what the parent agreed to goes on."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label=_("What did the parent say?"),
        choices=[("yes", _("Yes, go on for a year")), ("no", _("No, let it end"))],
        error_messages={"required": _("Choose what the parent said.")},
        widget=forms.RadioSelect,
    )
