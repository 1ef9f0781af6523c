"""What a group's charter says of its meetings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.plain import PlainForm
from community.meetings.services.charter import LONGEST_GRACE


class CharterForm(PlainForm):
    """The rules of one group."""

    grace_minutes = forms.IntegerField(
        label=_("Minutes after the start that are not late"),
        min_value=0,
        max_value=LONGEST_GRACE,
        required=False,
        help_text=_("Leave it empty when the charter has no rule: then only the time is shown."),
    )
    families_first = forms.BooleanField(label=_("Families speak before staff"), required=False)
    shows_talk_share = forms.BooleanField(
        label=_("The facilitator sees how much of the talking each role does"),
        required=False,
        help_text=_("Only when the group has agreed to it."),
    )
