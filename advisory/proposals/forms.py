"""Forms of proposals. What may be in them, the services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.decisions.models import Decision
from advisory.decisions.services import NewChoice
from advisory.proposals.models import LONGEST_WORDS, Stance
from advisory.proposals.rules import FOR_STAFF
from community.meetings.models import Meeting
from community.people.models import Group

Method = Decision.Method
# A budget is shared out among projects, not among wordings of one proposal.
METHODS = [choice for choice in Method.choices if choice[0] not in Decision.BUDGETS]


class ProposeForm(forms.Form):
    """What somebody proposes."""

    title = forms.CharField(
        max_length=120,
        label=_("What you propose, in a few words"),
        help_text=_("It may go out by text, so keep it short: “More benches at the park”."),
    )
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        label=_("What should be done, and why"),
        help_text=_("The group can suggest changes to these words. Leave out names of children."),
    )


class SayForm(forms.Form):
    """Where somebody stands, in their own words."""

    stance = forms.ChoiceField(
        choices=Stance.choices, widget=forms.RadioSelect, label=_("How do you see it?")
    )
    words = forms.CharField(
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("In your own words"),
    )
    unsigned = forms.BooleanField(
        required=False,
        label=_("Leave out my name"),
        help_text=_(
            "Nobody using Stoop can connect these words to you: it keeps no name, no time and no order. "
            "They cannot be changed later, and they are not counted, since one person may write several. "
            "People may still know you by how you write."
        ),
    )

    def __init__(self, *args: Any, is_member: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_member:
            stances = [choice for choice in Stance.choices if choice[0] in FOR_STAFF]
            self.fields["stance"].choices = stances  # type: ignore[attr-defined]
            del self.fields["unsigned"]


class AmendForm(forms.Form):
    """The whole text as somebody would have it."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), label=_("The text as you would have it"))
    note = forms.CharField(max_length=200, required=False, label=_("What the change is for"))
    after = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why something is done."""

    why = forms.CharField(max_length=200, label=_("Why"))


class DeferForm(ReasonForm):
    """To which meeting, and why."""

    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(), label=_("To which meeting"), empty_label=_("Choose")
    )
    field_order = ["meeting", "why"]

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coming = Meeting.objects.filter(group=group, state=Meeting.State.PLANNED).select_related("group")
        self.fields["meeting"].queryset = coming.order_by("starts_at")  # type: ignore[attr-defined]


class VoteForm(forms.Form):
    """How the group decides on the proposal."""

    title = forms.CharField(
        max_length=120,
        label=_("The question, in a few words"),
        help_text=_("It goes out by text, so keep it short: “Saturday hours at the library”."),
    )
    method = forms.ChoiceField(
        choices=METHODS, initial=Method.MAJORITY, widget=forms.RadioSelect, label=_("It is decided by")
    )
    options = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("What there is to choose from, one a line"),
        help_text=_("Only for the ways that choose. Yes and no need no list."),
    )
    top_mark = forms.IntegerField(
        required=False, min_value=1, max_value=100, label=_("Most points, or dots for each voter")
    )
    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("No meeting"),
        label=_("At which meeting"),
        help_text=_("The question is then shown on that meeting's board."),
    )
    quorum_percent = forms.IntegerField(
        min_value=1, max_value=100, initial=50, label=_("Percent of the members who must take part")
    )
    is_secret = forms.BooleanField(
        required=False,
        label=_("A secret vote"),
        help_text=_("Nobody using Stoop can connect a vote with whoever cast it."),
    )
    is_first_pass = forms.BooleanField(
        required=False,
        label=_("A first pass"),
        help_text=_("It shows where people stand, and is never final."),
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.filter(group=group).exclude(state__in=Meeting.OVER)
        self.fields["meeting"].queryset = meetings.select_related("group")  # type: ignore[attr-defined]

    def draft(self) -> dict[str, Any]:
        """What was filled in, as ``take_to_vote`` takes it."""
        said = dict(self.cleaned_data)
        lines = said.pop("options").splitlines()
        return {**said, "choices": [NewChoice(line.strip()) for line in lines if line.strip()]}
