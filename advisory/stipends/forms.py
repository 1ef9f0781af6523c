"""Forms of money. What may be in them, the services decide."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from advisory.ledger.models import Fund
from advisory.stipends.models import Rate, Stipend
from advisory.stipends.rules import REFUNDS, Kind, Method, Unit
from advisory.stipends.selectors import Wish, groups_that_pay, paid_work
from advisory.stipends.services import Done
from community.meetings.forms.fields import Day, Dollars, cents
from community.meetings.forms.plain import PlainForm
from community.people.models import Group, Person


class RateForm(PlainForm):
    """What one kind of work pays from a day on."""

    group = forms.ModelChoiceField(queryset=Group.objects.none(), label=_("Group"), empty_label=_("Choose"))
    kind = forms.ChoiceField(label=_("For what"), choices=Kind.choices, initial=Kind.MEETING)
    role = forms.ChoiceField(
        label=_("For whom"),
        choices=Rate.Role.choices,
        required=False,
        help_text=_("A rate for chairs goes before the one for every member."),
    )
    unit = forms.ChoiceField(
        label=_("By what"),
        choices=Unit.choices,
        initial=Unit.EACH,
        help_text=_("A meal, child care or a ride is given back: what it cost, up to the amount below."),
    )
    dollars = Dollars(label=_("Dollars"))
    since = Day(label=_("From this day on"))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_that_pay(person.community)  # type: ignore[attr-defined]

    def rate(self) -> dict[str, Any]:
        """What was told, as ``set_rate`` takes it."""
        told = {name: self.cleaned_data[name] for name in ("kind", "role", "unit", "since")}
        return told | {"amount_cents": cents(self.cleaned_data["dollars"])}


class Much:
    """How much of it somebody wants."""

    WHOLE, LESS, NOTHING = "whole", "less", "nothing"


class ChoiceForm(PlainForm):
    """How a member wants to be paid."""

    method = forms.ChoiceField(label=_("How"), choices=Method.choices, widget=forms.RadioSelect)
    much = forms.ChoiceField(
        label=_("How much"),
        choices=[
            (Much.WHOLE, _("All of it")),
            (Much.LESS, _("Not more than this each time:")),
            (Much.NOTHING, _("Nothing. I come without pay")),
        ],
        widget=forms.RadioSelect,
    )
    dollars = Dollars(label=_("Dollars each time, at most"), required=False)
    not_before = Day(
        label=_("Hold my money until this day"),
        required=False,
        help_text=_("Leave it empty to be paid as soon as it is approved."),
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("much") == Much.LESS and told.get("dollars") is None and "dollars" not in self.errors:
            self.add_error("dollars", _now("Say how many dollars each time."))
        return told

    def wish(self) -> dict[str, Any]:
        """What was told, as ``wish_for`` takes it."""
        told = self.cleaned_data
        most = {Much.WHOLE: None, Much.NOTHING: 0}
        at_most = cents(told["dollars"]) if told["much"] == Much.LESS else most[told["much"]]
        return {"method": told["method"], "not_before": told["not_before"], "at_most_cents": at_most}


def initial_of(wish: Wish, today: date) -> dict[str, Any]:
    """The form's fields as ``wish`` stands; a day that has come is not asked for again."""
    much = Much.WHOLE if wish.at_most_cents is None else Much.LESS if wish.at_most_cents else Much.NOTHING
    return {
        "method": wish.method,
        "much": much,
        "dollars": f"{wish.at_most_cents / 100:.2f}" if wish.at_most_cents else None,
        "not_before": wish.not_before if wish.holds_on(today) else None,
    }


class TimeForm(PlainForm):
    """How long something took, or what a receipt says."""

    hours = forms.IntegerField(label=_("Hours"), min_value=0, max_value=24, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=59, required=False)
    dollars = Dollars(label=_("Dollars on the receipt"), required=False)

    def done(self, kind: str, day: date) -> Done:
        """What was told of ``kind`` of work on ``day``."""
        told = self.cleaned_data
        if kind in REFUNDS:
            return Done(kind, day, asked_cents=cents(told["dollars"]) if told["dollars"] else None)
        return Done(kind, day, minutes=60 * (told.get("hours") or 0) + (told.get("minutes") or 0) or None)


class WorkForm(TimeForm):
    """Work outside of meetings, or a receipt."""

    field_order = ("person", "group", "kind", "day")

    group = forms.ModelChoiceField(Group.objects.none(), label=_("For which group"), empty_label=_("Choose"))
    kind = forms.ChoiceField(label=_("What it was"))
    day = Day(label=_("On which day"))

    def __init__(self, *args: Any, groups: QuerySet[Group], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["group"]
        choice.queryset = groups
        if len(only := list(groups[:2])) == 1:
            choice.initial = only[0]
        labels = dict(Kind.choices)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind, labels[kind]) for kind in paid_work(groups)]
        self.fields["day"].widget.attrs["max"] = today.isoformat()
        self.fields["hours"].help_text = _now("For work that is paid by the hour.")
        self.fields["dollars"].help_text = _now("For a meal, child care or a ride.")


class WorkOfForm(WorkForm):
    """The same for somebody else."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who"), empty_label=_("Choose"))

    def __init__(self, *args: Any, groups: QuerySet[Group], today: date, **kwargs: Any) -> None:
        super().__init__(*args, groups=groups, today=today, **kwargs)
        seated = Person.objects.filter(memberships__group__in=groups).distinct()
        self.fields["person"].queryset = seated.order_by("display_name")  # type: ignore[attr-defined]


class FundForm(PlainForm):
    """Out of which fund a stipend is paid."""

    fund = forms.ModelChoiceField(
        Fund.objects.none(),
        label=_("Paid from"),
        required=False,
        empty_label=_("The fund that it has, or the first that can"),
    )

    def __init__(self, *args: Any, funds: QuerySet[Fund], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = funds  # type: ignore[attr-defined]


class MethodForm(PlainForm):
    """How somebody is paid, as they told the staff."""

    method = forms.ChoiceField(label=_("They told us to pay by"), choices=Method.choices)


class CorrectForm(TimeForm):
    """What somebody did or spent, put right."""

    why = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, stipend: Stipend, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("hours", "minutes") if stipend.kind in REFUNDS else ("dollars",):
            del self.fields[name]
