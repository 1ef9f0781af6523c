"""Stepping aside, and letting another vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.decisions.models import Decision, Recusal, RollEntry
from community.meetings.forms.plain import PlainForm
from community.people.models import Person


class AsideForm(PlainForm):
    """Why somebody steps aside."""

    why = forms.CharField(
        max_length=200,
        label=_("What is the conflict of interest?"),
        help_text=_("Everybody who reads this decision sees it: “My sister runs the library.”"),
    )


class ProxyForm(PlainForm):
    """Who votes for somebody else: anyone on the list of voters who has not stepped aside."""

    holder = forms.ModelChoiceField(
        queryset=Person.objects.none(), label=_("Who votes for you?"), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, decision: Decision, giver: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_roll = RollEntry.objects.filter(decision=decision).values("person")
        aside = Recusal.objects.filter(decision=decision).values("person")
        others = Person.objects.filter(pk__in=on_roll).exclude(pk__in=aside).exclude(pk=giver.pk)
        self.fields["holder"].queryset = others.order_by("display_name", "pk")  # type: ignore[attr-defined]
