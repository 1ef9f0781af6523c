"""Stepping aside, and letting another vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.decisions.models import Decision, Recusal, RollEntry
from community.meetings.forms.plain import PlainForm
from community.people.models import Person
from community.people.selectors import roster


class AsideForm(PlainForm):
    """Why somebody steps aside."""

    why = forms.CharField(
        max_length=200,
        label=_("What is the conflict of interest?"),
        help_text=_("Everybody who reads this decision sees it: “My sister runs the library.”"),
    )


class AsideOfForm(AsideForm):
    """The same, written down for somebody: of an open vote anyone on its roll, before that any member."""

    field_order = ("person", "why")

    person = forms.ModelChoiceField(
        queryset=Person.objects.none(), label=_("Who steps aside?"), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = roster(decision.group, decision.group.community.today())
        on_roll = Person.objects.filter(pk__in=RollEntry.objects.filter(decision=decision).values("person"))
        asked = on_roll if decision.state == Decision.State.OPEN else members
        aside = Recusal.objects.filter(decision=decision).values("person")
        can = asked.exclude(pk__in=aside)
        self.fields["person"].queryset = can.order_by("display_name", "pk")  # type: ignore[attr-defined]


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
