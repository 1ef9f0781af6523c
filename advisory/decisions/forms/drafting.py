"""A question as it is written down, and the hour until which it is open."""

import re
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisory.boards.selectors import rules_of
from advisory.decisions.ballot_words import method_words
from advisory.decisions.models import Decision
from advisory.decisions.services import NewChoice
from community.meetings.models import Meeting
from community.people.models import Group, Person

# "Benches, $300" or "Benches: $1,250.50": a name, then what it costs.
COSTS = re.compile(r"(?P<title>.*?)[\s,:;=–-]*\$\s*(?P<dollars>\d[\d,]*)(?:\.(?P<cents>\d\d))?\s*")
MOST_DOLLARS = 1_000_000_000


class DraftForm(forms.Form):
    """The question and the rule it is decided by. What may be in it, the service decides."""

    group = forms.ModelChoiceField(
        queryset=Group.objects.none(), label=gettext_lazy("Who decides"), empty_label=gettext_lazy("Choose")
    )
    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=gettext_lazy("No meeting"),
        label=gettext_lazy("At which meeting"),
        help_text=gettext_lazy("The question is then shown on that meeting's board."),
    )
    title = forms.CharField(
        max_length=120,
        label=gettext_lazy("The question, in a few words"),
        help_text=gettext_lazy("It goes out by text, so keep it short: “Saturday hours at the library”."),
    )
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), required=False, label=gettext_lazy("What a yes would mean")
    )
    method = forms.ChoiceField(
        initial=Decision.Method.MAJORITY,
        widget=forms.RadioSelect,
        label=gettext_lazy("How it is decided"),
    )
    choices = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        label=gettext_lazy("What there is to choose from"),
        help_text=gettext_lazy(
            "One a line. Only where people choose; for a yes or no leave it empty. For a budget put the "
            "cost behind the name: Benches $300"
        ),
    )
    budget_dollars = forms.DecimalField(
        required=False,
        min_value=1,
        max_value=MOST_DOLLARS,
        decimal_places=2,
        label=gettext_lazy("For a budget: how much money there is, in dollars"),
    )
    top_mark = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100,
        label=gettext_lazy("For points: the most a choice can get. For dots: how many each voter has"),
    )
    seats = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=25,
        label=gettext_lazy("How many choices can win"),
        help_text=gettext_lazy("One, if you leave it empty. More only for approval, points and dots."),
    )
    is_secret = forms.BooleanField(
        required=False,
        label=gettext_lazy("Secret vote"),
        help_text=gettext_lazy(
            "Nobody using Stoop can connect anyone to their vote. Votes cannot be changed, and nobody raises "
            "a hand."
        ),
    )
    is_first_pass = forms.BooleanField(
        required=False,
        label=gettext_lazy("A first pass"),
        help_text=gettext_lazy("It shows where people stand, and decides nothing yet."),
    )
    ratifies = forms.ModelChoiceField(
        queryset=Decision.objects.none(),
        required=False,
        empty_label=gettext_lazy("No other decision"),
        label=gettext_lazy("Does this approve what another group decided?"),
    )
    quorum_percent = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100,
        label=gettext_lazy("Percent of the members who must take part"),
        help_text=gettext_lazy(
            "Leave it empty for what the group's charter says. What you save cannot be changed. "
            "To change it, write a new question."
        ),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        methods = [(method, called(method)) for method in Decision.Method]
        self.fields["method"].choices = methods  # type: ignore[attr-defined]
        groups = Group.objects.of(person.community).order_by("name")
        meetings = Meeting.objects.of(person.community).exclude(state__in=Meeting.OVER)
        decided = Decision.objects.of(person.community).filter(
            state__in=[Decision.State.OPEN, Decision.State.CLOSED], record_key__isnull=True
        )
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        self.fields["meeting"].queryset = meetings.select_related("group")  # type: ignore[attr-defined]
        self.fields["ratifies"].queryset = decided  # type: ignore[attr-defined]

    def clean_choices(self) -> list[NewChoice]:
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines()]
        return [choice_in(line) for line in lines if line]

    def clean(self) -> dict[str, Any]:
        group, other = self.cleaned_data.get("group"), self.cleaned_data.get("ratifies")
        if other is not None and group is not None and other.group_id == group.pk:
            self.add_error("ratifies", _("That is a decision of the same group. Another one approves it."))
        return self.cleaned_data

    def draft(self) -> dict[str, Any]:
        """What ``draft_decision`` takes beside the group, from a form that is valid."""
        said = {
            name: self.cleaned_data[name] for name in self.fields if name not in ("group", "budget_dollars")
        }
        dollars = self.cleaned_data["budget_dollars"]
        group: Group = self.cleaned_data["group"]
        rules = rules_of(group, group.community.today())
        return said | {
            "budget_cents": int(dollars * 100) if dollars is not None else None,
            "seats": said["seats"] or 1,
            "quorum_percent": said["quorum_percent"] or rules.quorum_percent,
        }


def called(method: Decision.Method) -> str:
    """What a method is called; of one that chooses also its rule in one sentence."""
    name = capfirst(str(method.label))
    if method in Decision.YES_OR_NO:
        return name
    return _("%(name)s. %(rule)s") % {"name": name, "rule": method_words(Decision(method=method))}


def choice_in(line: str) -> NewChoice:
    """One choice as it was typed: its name, and after a dollar sign its cost."""
    found = COSTS.fullmatch(line)
    if found is None:
        return NewChoice(line)
    dollars = int(found["dollars"].replace(",", "")[:12])
    if dollars > MOST_DOLLARS:
        raise forms.ValidationError(_("“%(line)s” costs too much.") % {"line": line})
    return NewChoice(found["title"], dollars * 100 + int(found["cents"] or 0))


class OpenForm(forms.Form):
    """Until when the vote is open, if not until somebody closes it."""

    closes_at = forms.DateTimeField(
        required=False,
        label=gettext_lazy("Open until"),
        help_text=gettext_lazy("Leave it empty to close the vote yourself."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
