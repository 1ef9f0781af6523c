"""The ballot of each method as it came on a sheet of paper, which may be blank."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from advisory.decisions.ballot_forms.base import BallotForm
from advisory.decisions.ballot_forms.screen import ApprovalForm, PointsForm, YesNoForm


class YesNoPaper(YesNoForm):
    """A sheet of paper, on which an objection may have no reason."""

    needs_reason = False


class ApprovalPaper(ApprovalForm):
    """A sheet of paper, which may be blank."""

    takes_blank = True


class PointsPaper(PointsForm):
    """A sheet of paper, which may be blank."""

    takes_blank = True


class RanksPaper(BallotForm):
    """A ranking as it was marked: for each rank the numbers of the choices there, none or several."""

    def build(self) -> None:
        self.lead = _(
            "For each rank write the number of the choice that is marked there. Nothing marked: leave it "
            "empty. Several marked: write all of them, “1 3”. Correct nothing; the rules of the count decide."
        )
        for rank in range(1, len(self.choices) + 1):
            self.fields[f"at{rank}"] = forms.CharField(
                label=_("Rank %(rank)d") % {"rank": rank}, required=False, max_length=100
            )

    def clean(self) -> dict[str, Any]:
        known = {str(choice.place) for choice in self.choices}
        for name, written in list(self.cleaned_data.items()):
            if set(written.replace(",", " ").split()) - known:
                words = _("Write numbers of choices, from 1 to %(last)d.")
                self.add_error(name, words % {"last": len(self.choices)})
        return self.cleaned_data

    def marks(self) -> list[list[int]]:
        ranks = range(1, len(self.choices) + 1)
        written = [self.cleaned_data[f"at{rank}"].replace(",", " ").split() for rank in ranks]
        return [sorted({int(place) for place in places}) for places in written]
