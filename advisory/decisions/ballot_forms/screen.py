"""The ballot of each method on a screen."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisory.decisions.ballot_forms.base import BallotForm
from advisory.decisions.models import Ballot, Choice, Decision, Option
from community.core.words import money_in_words

# A list to choose the points from is quicker than typing them, while it is short.
SHORT = 10


class YesNoForm(BallotForm):
    """Yes, no or not voting; of consent the no says why."""

    needs_reason = True

    option = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose yes, no or not voting."),
            "invalid_choice": gettext_lazy("Choose yes, no or not voting."),
        },
    )

    def build(self) -> None:
        consent = self.decision.method == Decision.Method.CONSENT
        option = self.fields["option"]
        option.label = _("Do you agree?") if consent else _("How do you vote?")
        option.choices = self.answers(consent=consent)  # type: ignore[attr-defined]
        if consent:
            self.fields["reason"] = forms.CharField(
                label=_("If you object: why?"),
                required=False,
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
                help_text=_("The group reads your reason, so that it can answer it."),
            )

    @staticmethod
    def answers(*, consent: bool) -> list[tuple[str, str]]:
        if not consent:
            return [(Option.YES, _("Yes")), (Option.NO, _("No")), (Option.ABSTAIN, _("Not voting"))]
        return [
            (Option.YES, _("Yes, I agree")),
            (Option.NO, _("No, I object, and I say why")),
            (Option.ABSTAIN, _("I stand aside: I neither agree nor object")),
        ]

    def first_values(self, marked: Ballot, marks: Any) -> dict[str, Any]:
        return {"option": marked.option, "reason": marked.reason}

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        objects = "reason" in self.fields and said.get("option") == Option.NO
        if objects and self.needs_reason and not said.get("reason", "").strip():
            self.add_error("reason", _("Say why you object. Without a reason the group cannot answer it."))
        return said

    def said(self) -> dict[str, Any]:
        return {"option": self.cleaned_data["option"], "reason": self.cleaned_data.get("reason", "")}


class ApprovalForm(BallotForm):
    """A box for each choice; of a budget each with its cost."""

    # Whether a ballot may be blank: a sheet of paper may.
    takes_blank = False

    def build(self) -> None:
        budget = self.decision.method in Decision.BUDGETS
        self.fields["choices"] = forms.TypedMultipleChoiceField(
            label=_("Which projects are worth the money?") if budget else _("Which could you live with?"),
            help_text=_("Mark as many as you like.")
            + (" " + _("What they cost together does not matter.") if budget else ""),
            choices=[(choice.place, with_cost(choice)) for choice in self.choices],
            coerce=int,
            required=not self.takes_blank,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Mark at least one, or press “Not voting”.")},
        )

    def first_values(self, marked: Ballot, marks: Any) -> dict[str, Any]:
        return {"choices": marks or []}

    def marks(self) -> list[int]:
        return self.cleaned_data["choices"]


class PointsForm(BallotForm):
    """Points for each choice, or dots, of which each voter has so many."""

    takes_blank = False

    @property
    def shares(self) -> bool:
        return self.decision.method == Decision.Method.DOTS

    def build(self) -> None:
        top = self.decision.top_mark or 0
        self.lead = (
            _("You have %(top)d dots. Give them to the choices you like; all to one, if you want.")
            if self.shares
            else _("Give each choice from 0 to %(top)d points. More is better.")
        ) % {"top": top}
        for choice in self.choices:
            self.fields[f"points{choice.place}"] = self.points_of(choice, top)

    def points_of(self, choice: Choice, top: int) -> forms.Field:
        if top <= SHORT:
            return forms.TypedChoiceField(
                label=choice.title,
                choices=[(n, str(n)) for n in range(top + 1)],
                coerce=int,
                initial=0,
                required=False,
                empty_value=None,
            )
        return forms.IntegerField(
            label=choice.title,
            min_value=0,
            max_value=top,
            initial=0,
            required=False,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )

    def first_values(self, marked: Ballot, marks: Any) -> dict[str, Any]:
        return {f"points{place}": points for place, points in marks or []}

    def clean(self) -> dict[str, Any]:
        given = sum(points or 0 for name, points in self.cleaned_data.items() if name.startswith("points"))
        top = self.decision.top_mark or 0
        if not self.errors and not given and not self.takes_blank:
            raise forms.ValidationError(_("Give at least one point, or press “Not voting”."))
        if self.shares and given > top:
            words = _("You gave %(given)d dots and have %(top)d. Take some back.")
            raise forms.ValidationError(words % {"given": given, "top": top})
        return self.cleaned_data

    def marks(self) -> list[list[int]]:
        given = [(choice.place, self.cleaned_data.get(f"points{choice.place}")) for choice in self.choices]
        return [[place, points] for place, points in given if points]


class RanksForm(BallotForm):
    """A place for each choice: 1 for the best. A place that nobody got is closed up."""

    def build(self) -> None:
        self.lead = _("Give 1 to the choice you like best, 2 to the next. Leave out what you do not want.")
        ranks = [("", _("no place")), *((n, str(n)) for n in range(1, len(self.choices) + 1))]
        for choice in self.choices:
            self.fields[f"rank{choice.place}"] = forms.TypedChoiceField(
                label=choice.title, choices=ranks, coerce=int, required=False, empty_value=None
            )

    def first_values(self, marked: Ballot, marks: Any) -> dict[str, Any]:
        return {f"rank{place}": rank for rank, places in enumerate(marks or [], 1) for place in places}

    def clean(self) -> dict[str, Any]:
        taken: dict[int, Choice] = {}
        for choice in self.choices:
            rank = self.cleaned_data.get(f"rank{choice.place}")
            if rank is None:
                continue
            if rank in taken:
                words = _("“%(one)s” and “%(other)s” have the same place %(rank)d. Give each its own.")
                told = {"one": taken[rank].title, "other": choice.title, "rank": rank}
                self.add_error(f"rank{choice.place}", words % told)
            taken.setdefault(rank, choice)
        if not taken and not self.errors:
            raise forms.ValidationError(_("Give at least one choice its place, or press “Not voting”."))
        return self.cleaned_data

    def marks(self) -> list[list[int]]:
        given = [(self.cleaned_data.get(f"rank{one.place}"), one.place) for one in self.choices]
        return [[place] for _rank, place in sorted((rank, place) for rank, place in given if rank)]


def with_cost(choice: Choice) -> str:
    """“Benches ($300)”."""
    return f"{choice.title} ({money_in_words(choice.cost_cents)})" if choice.cost_cents else choice.title
