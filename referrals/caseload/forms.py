"""The forms of a call, a text or a visit, and of who looks after whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.core.errors import BadInput, Refused
from community.people.models import Person
from referrals.caseload.rules import Barrier, Kind, Outcome
from referrals.caseload.selectors import ambassadors_of, every_open_case
from referrals.caseload.services import Told, log_contact, stand_in
from referrals.tracking.forms.days import DayField, DayInput
from referrals.tracking.models import Referral
from referrals.tracking.selectors import referrals_for


class ContactForm(forms.Form):
    """What was tried, and what came of it. How many contacts the page showed is part of the form."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("What did you do?"), choices=Kind.choices, initial=Kind.CALL, widget=forms.RadioSelect
    )
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=Outcome.choices,
        error_messages={"required": _("Choose what came of it.")},
        widget=forms.RadioSelect,
    )
    barrier = forms.ChoiceField(
        label=_("What stands in the way, in the family's words"),
        choices=[("", _("They named nothing")), *Barrier.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    happened_on = DayField(
        label=_("On which day?"), error_messages={"required": _("Write the day it happened.")}
    )
    next_on = DayField(
        label=_("Next call"),
        required=False,
        help_text=_(
            "Leave it empty and the list chooses: the next day after no answer, two weeks after a talk."
        ),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)

    def __init__(self, *args: Any, referral: Referral, by: Person, seen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.referral, self.by = referral, by
        today = by.community.today()
        self.fields["happened_on"].initial = today
        self.fields["happened_on"].widget = DayInput(latest=today)
        self.fields["happened_on"].widget.attrs["min"] = referral.referred_on.isoformat()
        self.fields["next_on"].widget = forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off", "min": today.isoformat()}
        )
        self.fields["seen"].initial = seen

    def save(self) -> bool:
        """Note it; False, with the reason on top of the form, where it can't be right."""
        told = dict(self.cleaned_data)
        seen = told.pop("seen")
        try:
            log_contact(self.referral, Told(**told), seen=seen, by=self.by)
        except BadInput as refusal:
            self.add_error(None, refusal.message)
            return False
        return True


class PressForm(forms.Form):
    """One press on the list: a call today, and what came of it."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    seen = forms.IntegerField(min_value=0, max_value=30_000)

    def told(self) -> Told:
        return Told(kind=Kind.CALL, outcome=self.cleaned_data["outcome"])


class HandForm(forms.Form):
    """Families to give to an Ambassador: those that were ticked on the list."""

    to = forms.ModelChoiceField(
        queryset=Person.objects.none(), required=False, label=_("Give to"), empty_label=_("Nobody")
    )
    referral = forms.ModelMultipleChoiceField(
        queryset=Referral.objects.none(),
        error_messages={"required": _("Tick the families to give to somebody.")},
        label=_("Families"),
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = ambassadors_of(by.community)  # type: ignore[attr-defined]
        self.fields["referral"].queryset = referrals_for(by)  # type: ignore[attr-defined]


class HandAllForm(forms.Form):
    """The whole caseload of somebody, to be given to another."""

    of = forms.ModelChoiceField(
        queryset=Person.objects.none(), required=False, label=_("All families of"), empty_label=_("Nobody")
    )
    to = forms.ModelChoiceField(
        queryset=Person.objects.none(), required=False, label=_("Give to"), empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = ambassadors_of(by.community)
        former = Person.objects.of(by.community).filter(
            pk__in=every_open_case(by.community).order_by().values("keeper")
        )
        self.fields["of"].queryset = (today | former).order_by("display_name", "pk")  # type: ignore[attr-defined]
        self.fields["to"].queryset = today  # type: ignore[attr-defined]


class CoverForm(forms.Form):
    """Who stands in for whom, and when."""

    use_required_attribute = False

    away = forms.ModelChoiceField(queryset=Person.objects.none(), label=_("Who is away?"))
    standing_in = forms.ModelChoiceField(queryset=Person.objects.none(), label=_("Who stands in?"))
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until, this day too"))

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        for name in ("away", "standing_in"):
            self.fields[name].queryset = ambassadors_of(by.community)  # type: ignore[attr-defined]
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget = forms.DateInput(
                format="%Y-%m-%d",
                attrs={"type": "date", "autocomplete": "off", "min": by.community.today().isoformat()},
            )

    def save(self) -> bool:
        """Note it; False, with the reason on top of the form, where it can't be right."""
        try:
            stand_in(by=self.by, **self.cleaned_data)
        except Refused as refusal:
            self.add_error(None, refusal.message)
            return False
        return True
