"""What all ballots have."""

from collections.abc import Sequence
from typing import Any

from django import forms

from advisory.decisions.models import Ballot, Choice, Decision, Option

# The button that says it sends no marks, of a vote that chooses.
ABSTAINS = "abstain"


class BallotForm(forms.Form):
    """What all ballots have. ``marked`` is the voter's ballot as it stands, if they may change it.

    ``lead`` is the heading of fields that belong together, "" where one field has its own.
    ``act``: the controls belong to a board's one form.
    """

    says_what_it_needs = True
    lead = ""

    def __init__(
        self,
        data: Any = None,
        *,
        decision: Decision,
        choices: Sequence[Choice],
        marked: Ballot | None = None,
        act: bool = False,
        **kwargs: Any,
    ) -> None:
        self.decision, self.choices = decision, choices
        marks = marked.marks if marked is not None and not marked.is_sealed else None
        started = self.first_values(marked, marks) if marked is not None else {}
        super().__init__(data, initial=started, **kwargs)
        self.build()
        for field in self.fields.values():
            if act:
                field.widget.attrs["form"] = "act"

    def first_values(self, marked: Ballot, marks: Any) -> dict[str, Any]:
        """The fields' values for a ballot that is in."""
        return {}

    def build(self) -> None:
        """Add the fields that come from the choices."""

    @property
    def abstains(self) -> bool:
        """Whether the button "Not voting" was pressed: then nothing else is read."""
        return self.decision.chooses and self.is_bound and ABSTAINS in self.data

    def full_clean(self) -> None:
        super().full_clean()
        if self.abstains:
            self._errors = forms.utils.ErrorDict()
            self.cleaned_data = {}

    def said(self) -> dict[str, Any]:
        """What ``cast_vote`` takes, from a form that is valid."""
        return {"option": Option.ABSTAIN} if self.abstains else {"marks": self.marks()}

    def marks(self) -> Any:
        """The marks, as ``advisory.decisions.marks`` has them."""
        raise NotImplementedError

    def first_error(self) -> str:
        """The first mistake in one sentence, where no page shows the fields."""
        return next(str(found[0]) for found in self.errors.values())
