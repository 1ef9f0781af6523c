"""Forms of funds and bills. What may be in them, the services decide."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.ledger.models import Bill, Fund
from advisory.ledger.rules import USES
from advisory.ledger.services import Bought, Grant
from community.meetings.forms.fields import Day, Dollars, cents
from community.meetings.forms.plain import PlainForm
from community.meetings.models import Meeting
from community.people.models import Community

# The last meetings a bill is likely to be about.
OFFERED = 12


class FundForm(PlainForm):
    """A grant."""

    name = forms.CharField(label=_("Name of the fund"), max_length=80)
    funder = forms.CharField(label=_("Who gives it"), max_length=120, required=False)
    dollars = Dollars(label=_("Dollars in all"))
    starts_on = Day(label=_("First day"))
    ends_on = Day(label=_("Last day"))
    uses = forms.MultipleChoiceField(
        label=_("What it may pay for"),
        choices=[(str(use), use.label) for use in USES],
        widget=forms.CheckboxSelectMultiple,
        initial=[str(use) for use in USES],
        help_text=_("Some funders do not allow paying members. Then leave out stipends."),
    )

    def grant(self) -> Grant:
        """What was told."""
        told = self.cleaned_data
        return Grant(
            told["name"].strip(),
            cents(told["dollars"]),
            told["starts_on"],
            told["ends_on"],
            frozenset(told["uses"]),
            told["funder"].strip(),
        )


def initial_of(fund: Fund) -> dict[str, Any]:
    """The form's fields as ``fund`` stands."""
    return {
        "name": fund.name,
        "funder": fund.funder,
        "dollars": (Decimal(fund.granted_cents) / 100).quantize(Decimal("0.01")),
        "starts_on": fund.starts_on,
        "ends_on": fund.ends_on,
        "uses": [str(use) for use in USES if fund.pays(use)],
    }


class BillForm(PlainForm):
    """Something that was bought."""

    use = forms.ChoiceField(label=_("For"), choices=Bill.Use.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What was bought"), max_length=120, help_text=_("Such as “dinner for 20”. No names.")
    )
    dollars = Dollars(label=_("Dollars"))
    fund = forms.ModelChoiceField(Fund.objects.none(), label=_("Paid from"), empty_label=_("Choose"))
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=_("For which meeting"), required=False, empty_label=_("For none")
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = community.today()
        running = Fund.objects.of(community).filter(starts_on__lte=today, ends_on__gte=today)
        self.fields["fund"].queryset = running  # type: ignore[attr-defined]
        past = Meeting.objects.of(community).filter(state=Meeting.State.CLOSED)
        latest = past.order_by("-month", "-pk").values_list("pk", flat=True)[:OFFERED]
        meetings = Meeting.objects.filter(pk__in=list(latest)).select_related("group")
        self.fields["meeting"].queryset = meetings.order_by("-month", "-pk")  # type: ignore[attr-defined]

    def bought(self) -> Bought:
        """What was told."""
        told = self.cleaned_data
        return Bought(told["use"], cents(told["dollars"]), told["words"], told["meeting"])
