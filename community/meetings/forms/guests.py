"""Inviting somebody who has no seat."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.core.errors import BadInput
from community.meetings.forms.plain import PlainForm
from community.meetings.models import Invitation, Meeting
from community.meetings.selectors import roster_of
from community.people.models import LANGUAGES, Person
from community.people.phones import normalise


class GuestForm(PlainForm):
    """Somebody we know, or a name and a phone. Its ``cleaned_data`` are what ``invite_guest`` takes."""

    standing = forms.ChoiceField(
        label=_("Comes as"),
        choices=[
            (Invitation.Standing.GUEST, _("a guest: sees what is open to guests")),
            (Invitation.Standing.CANDIDATE, _("a candidate for a seat: sees all but members' own notes")),
        ],
    )
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Somebody we know"), required=False, empty_label=_("Somebody new")
    )
    display_name = forms.CharField(label=_("Name, if they are new"), max_length=80, required=False)
    phone = forms.CharField(label=_("Phone, if they have one"), max_length=30, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    agrees = forms.BooleanField(
        label=_("They told me that we may text them about this meeting"), required=False
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roster = roster_of(meeting)
        known = Person.objects.of(meeting.group.community)
        self.fields["person"].queryset = (  # type: ignore[attr-defined]
            known.exclude(pk__in=roster.values("pk")) if roster is not None else known
        )

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        try:
            return normalise(typed) if typed else ""
        except BadInput as mistake:
            raise ValidationError(mistake.message) from mistake

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("person") and not given.get("display_name"):
            self.add_error("display_name", _("Choose somebody, or write a name."))
        return given
