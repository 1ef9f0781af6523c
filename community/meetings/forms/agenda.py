"""The agenda of a meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.plain import PlainForm


class AgendaItemForm(PlainForm):
    """One more item for the agenda."""

    title = forms.CharField(label=_("What is it about?"), max_length=200)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, required=False)
