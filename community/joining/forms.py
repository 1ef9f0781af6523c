"""The form on the page that asks for our texts."""

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from community.joining.wordings import agreement_in
from community.people.adapter import PhoneFormField
from community.people.models import Community

# The country and its territories, to which a long code may text under one registration. Numbers elsewhere
# that begin with +1 cost more, which is what makes a public form worth abusing.
_HOME = frozenset({"US", "PR", "VI", "GU", "AS", "MP"})
NAMES = [("en", "English"), ("es", "Español"), ("ht", "Kreyòl")]


class JoinForm(forms.Form):
    """First name, phone, language, and a box that nobody has ticked in advance."""

    first_name = forms.CharField(
        label=_("Your first name"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    phone = PhoneFormField(label=_("Your cell phone number"))
    language = forms.ChoiceField(label=_("Text me in"), choices=NAMES, widget=forms.RadioSelect)
    agrees = forms.BooleanField(
        error_messages={"required": _("Tick the box if you agree. Without it we may not text you.")}
    )
    # In which language the words beside the box were read.
    shown = forms.ChoiceField(choices=NAMES, widget=forms.HiddenInput)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        now = translation.get_language()
        kwargs["initial"] = {"language": now, "shown": now}
        super().__init__(*args, **kwargs)
        self.community = community
        shown = self.data.get("shown") if self.is_bound else None
        self.wording = agreement_in(shown if shown in dict(NAMES) else str(now), community)
        self.fields["agrees"].label = self.wording

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        region = phonenumbers.region_code_for_number(phonenumbers.parse(phone))
        # Numbers kept for fiction (555-01xx) have no region.
        if not phone.startswith("+1") or region not in _HOME | {None}:
            raise ValidationError(_("We can only text numbers of the United States."))
        return phone
