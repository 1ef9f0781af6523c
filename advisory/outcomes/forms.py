"""Forms of follow-through. What may be in them, the services decide."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisory.decisions.models import Decision
from advisory.outcomes.models import LONGEST_STEP, Measure
from community.meetings.forms.steps import as_owner, holders_of
from community.people.models import LANGUAGES, Group
from community.people.selectors import roster

DAY = forms.DateInput(attrs={"type": "date"})
IN_WORDS = _("Those who voted get it by text, and everybody may read it: name nobody.")


class PromiseForm(forms.Form):
    """Who does what by when."""

    title = forms.CharField(max_length=200, label=_("What will be done?"))
    owner = forms.ChoiceField(label=_("Who does it?"))
    due_on = forms.DateField(label=_("By when?"), widget=DAY)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders, choices = holders_of(group.community, roster(group, group.community.today()))
        self.fields["owner"].choices = [("", gettext("Choose")), *choices]  # type: ignore[attr-defined]

    def promise(self) -> dict[str, Any]:
        """What was filled in, as ``promise`` takes it."""
        said = dict(self.cleaned_data)
        holder = self.holders[said.pop("owner")]
        return {**said, **as_owner(holder)}


class MoneyForm(forms.Form):
    """How much, and from where. Dollars on the page, cents everywhere else."""

    dollars = forms.DecimalField(
        min_value=Decimal("0.01"), max_digits=11, decimal_places=2, label=_("How much, in dollars")
    )
    source = forms.CharField(max_length=120, label=_("Where the money comes from"))

    def money(self) -> dict[str, Any]:
        """What was filled in, with its cents."""
        said = dict(self.cleaned_data)
        said["amount_cents"] = int(said.pop("dollars") * 100)
        return said


class ReleaseForm(MoneyForm):
    """How much is taken back, and why."""

    why = forms.CharField(max_length=200, label=_("Why"))


class MeasureForm(forms.Form):
    """By what the group will see it."""

    what = forms.CharField(
        max_length=120, label=_("What is counted"), help_text=_("For example: children at story time")
    )
    unit = forms.CharField(max_length=40, required=False, label=_("In which unit, if any"))
    target = forms.IntegerField(
        min_value=0, required=False, label=_("How many it should be"), help_text=_("Leave it empty if open.")
    )


class ReadingForm(forms.Form):
    """What was counted on a day."""

    measure = forms.ModelChoiceField(
        queryset=Measure.objects.none(), label=_("Which measure"), empty_label=_("Choose")
    )
    on = forms.DateField(label=_("On which day"), widget=DAY)
    value = forms.IntegerField(
        min_value=0,
        required=False,
        label=_("How many"),
        help_text=_("Leave it empty where it was not recorded. 0 says that there were none."),
    )

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = Measure.objects.filter(decision=decision)  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """What happened, in the community's languages."""

    words = forms.CharField(max_length=LONGEST_STEP, label=_("In a few words"), help_text=IN_WORDS)

    def __init__(self, *args: Any, languages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The first language of a community is the one its staff writes.
        names = dict(LANGUAGES)
        for code in list(languages)[1:]:
            label = gettext("The same in %(language)s, if you have it") % {"language": names[code]}
            self.fields[f"words_{code}"] = forms.CharField(
                max_length=LONGEST_STEP, required=False, label=label
            )

    def said(self) -> dict[str, Any]:
        """What was filled in, as ``add_step`` takes it."""
        said = dict(self.cleaned_data)
        others = {key.removeprefix("words_"): said.pop(key) for key in list(said) if key.startswith("words_")}
        return {**said, "others": others}


class StepForm(WordsForm):
    """What happened on a day."""

    on = forms.DateField(label=_("On which day"), widget=DAY)
    field_order = ["on", "words"]


class ReasonForm(forms.Form):
    """Why something is done."""

    why = forms.CharField(max_length=200, label=_("Why"))
