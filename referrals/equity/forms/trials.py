"""Planning a test of change, and ending it with what was learned."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community.people.models import Community, Person
from referrals.equity.models import Trial
from referrals.equity.selectors import owners_in
from referrals.equity.tables import OWN_DEFINITIONS


class TrialForm(forms.Form):
    """What is to be tried, by whom, and how anybody will know."""

    use_required_attribute = False

    hypothesis = forms.CharField(
        label=_("What do you think will help, and why?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For example: if we call within two days, more families come to the evaluation. No names."
        ),
        error_messages={"required": _("Write what you want to try.")},
    )
    measure = forms.ChoiceField(label=_("How will you know?"))
    owner = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who looks after it?"), error_messages={"required": _("Choose who.")}
    )
    starts_on = forms.DateField(
        label=_("From which day?"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Choose a day.")},
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure: Any = self.fields["measure"]
        owner: Any = self.fields["owner"]
        measure.choices = [(key, capfirst(str(one.events))) for key, one in OWN_DEFINITIONS.items()]
        owner.queryset = owners_in(community)


class FinishForm(forms.Form):
    """What was learned, and what is done with it."""

    use_required_attribute = False

    learned = forms.CharField(
        label=_("What did you learn?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Also what did not work. No names of families."),
        error_messages={"required": _("Write what you learned.")},
    )
    act = forms.ChoiceField(label=_("What comes next?"), choices=Trial.Next.choices, widget=forms.RadioSelect)
