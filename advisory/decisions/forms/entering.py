"""Votes that staff enter: for somebody by name, or from the box of a secret vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.decisions.models import Ballot, Decision, Recusal, RollEntry
from advisory.decisions.selectors import hands_up
from community.meetings.forms.plain import PlainForm
from community.people.models import Person


class _Voter(PlainForm):
    """Whose ballot it is: the roll, but for those who stepped aside."""

    voter = forms.ModelChoiceField(
        queryset=Person.objects.none(), label=_("Who votes"), empty_label=_("Choose")
    )
    why = forms.CharField(
        max_length=200,
        label=_("Why is it on paper?"),
        help_text=_("They get a text that says who entered it."),
    )

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aside = Recusal.objects.filter(decision=decision).values("person")
        on_roll = RollEntry.objects.filter(decision=decision).exclude(person__in=aside)
        if decision.is_secret:
            on_roll = on_roll.filter(ballot__isnull=True)
        voters = Person.objects.filter(pk__in=on_roll.values("person"))
        self.fields["voter"].queryset = voters.order_by("display_name", "pk")  # type: ignore[attr-defined]


class EntryForm(_Voter):
    """For whom a ballot is entered, how it came, and why. Only where hands can be counted is it asked how."""

    channel = forms.ChoiceField(
        label=_("How they voted"),
        widget=forms.RadioSelect,
        choices=[(Ballot.Channel.PAPER, _("on paper")), (Ballot.Channel.HAND, _("by raised hand"))],
        initial=Ballot.Channel.PAPER,
    )
    field_order = ("voter", "channel", "why")

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, decision=decision, **kwargs)
        if hands_up(decision).exists():
            self.fields["why"].required = False
        else:
            del self.fields["channel"]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        said.setdefault("channel", Ballot.Channel.PAPER)
        if said["channel"] == Ballot.Channel.PAPER and not said.get("why") and "why" not in self.errors:
            self.add_error("why", _("Say why this ballot is on paper."))
        return said


class BoxForm(_Voter):
    """Who put a paper into the box, and why on paper."""


class PaperForm(PlainForm):
    """That what was typed from a paper of the box has been compared with it."""

    compared = forms.BooleanField(
        label=_("I have compared this with the paper"),
        help_text=_("Nobody can tell papers apart later, so a typed one cannot be taken back."),
    )
