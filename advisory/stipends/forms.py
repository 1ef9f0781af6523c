"""Forms of money."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.stipends.rules import PAID_KINDS
from community.people.models import Group, Person


class RateForm(forms.Form):
    """What a meeting pays from a day on. What may be in it, the service decides."""

    group = forms.ModelChoiceField(queryset=Group.objects.none(), label=_("Group"), empty_label=_("Choose"))
    dollars = forms.DecimalField(
        max_digits=8,
        decimal_places=2,
        label=_("Dollars for one meeting"),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "min": "0.01"}),
    )
    since = forms.DateField(
        label=_("For meetings from this day on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.of(person.community).filter(kind__in=PAID_KINDS)
        self.fields["group"].queryset = groups.order_by("name")  # type: ignore[attr-defined]

    def cents(self) -> int:
        """The amount in whole cents, exactly."""
        return int(self.cleaned_data["dollars"] * Decimal(100))
