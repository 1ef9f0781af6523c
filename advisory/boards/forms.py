"""Forms of boards. What may be in them, the services decide."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from advisory.boards.models import Charter, CharterRules
from advisory.boards.selectors import deciding
from advisory.boards.services.charters import Wording
from community.meetings.forms.fields import Day
from community.meetings.forms.plain import PlainForm
from community.people.models import LANGUAGES, Group, Person

RULES = (
    *("quorum_percent", "quorum_basis", "recused_count_toward_quorum", "proxies_allowed"),
    *("proxies_per_holder", "secret_by_text", "seats_without_vote", "candidates_seen_from"),
    *("term_months", "forget_after_days", "late_pay_percent"),
)


class DayForm(PlainForm):
    """The day of a roster."""

    says_what_it_needs = True
    on = Day(label=_("On"))


class SeatsForm(PlainForm):
    """More seats."""

    number = forms.IntegerField(label=_("How many"), min_value=1, max_value=40, initial=1)
    purpose = forms.CharField(
        label=_("Kept for"),
        max_length=80,
        required=False,
        help_text=_("Such as “families of Livonia Avenue” or “speaks Haitian Creole”."),
    )
    since = Day(label=_("From"))


class GiveForm(PlainForm):
    """Who sits here from when on."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who"), empty_label=_("Choose"))
    since = Day(label=_("From"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class EndForm(PlainForm):
    """The last day of a term, and why."""

    on = Day(label=_("Last day"))
    why = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("In a few kind words, such as “moved away”. Only the staff can read it."),
    )


class SubcommitteeForm(PlainForm):
    """A new subcommittee."""

    name = forms.CharField(label=_("Its name"), max_length=80)
    code = forms.CharField(
        label=_("Short name"), max_length=8, help_text=_("For lists, such as FOOD. No other group has it.")
    )


class JoinForm(PlainForm):
    """Who joins a subcommittee."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who"), empty_label=_("Choose"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class DissentForm(PlainForm):
    """Words that are kept beside a text."""

    words = forms.CharField(
        label=_("What you disagree with, and why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_named = forms.ChoiceField(
        label=_("Whose words they are"),
        choices=[("yes", _("Show my name")), ("no", _("Without my name"))],
        initial="yes",
        widget=forms.RadioSelect,
        help_text=_("Without your name, nothing we keep says who wrote them. They cannot be taken back."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SaidForm(DissentForm):
    """The same, written down by whoever runs the meeting."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who said it"), empty_label=_("Choose"))
    field_order = ["person", "words", "is_named", "version"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["words"].label = _("What they disagree with, and why")
        named: Any = self.fields["is_named"]
        named.choices = [("yes", _("Show their name")), ("no", _("Without their name"))]
        named.help_text = _("Without a name, only this form knows who said it.")


class WordingForm(PlainForm):
    """One version of an agreement. ``after`` is the version that was on the page; 0 for a new text."""

    title = forms.CharField(label=_("Title"), max_length=120)
    body = forms.CharField(
        label=_("What the group agreed on"),
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_(
            "A line that begins with ## is a heading; one that begins with - is a point of a list; "
            "**two stars** make words stand out."
        ),
    )
    why = forms.CharField(label=_("What changes, and why"), max_length=200)
    language = forms.ChoiceField(label=_("Written in"), choices=LANGUAGES)
    adopted_on = Day(label=_("Adopted on"), help_text=_("It holds from this day on."))
    decision = forms.ModelChoiceField(
        Group.objects.none(),
        label=_("By which decision"),
        required=False,
        empty_label=_("None that is written down here"),
    )
    review_on = Day(label=_("Look at it again on"), required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, group: Group, is_new: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": translation.get_language(), "after": 0, **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = deciding(group)  # type: ignore[attr-defined]
        del self.fields["why" if is_new else "title"]

    def wording(self) -> Wording:
        """What was filled in, for the service."""
        told = self.cleaned_data
        rules = {name: told[name] for name in RULES} if self.has_rules else None
        named = {name: told[name] for name in ("body", "language", "adopted_on", "review_on", "decision")}
        return Wording(**named, rules=rules)

    has_rules = False


class TranslationForm(PlainForm):
    """A version in another language."""

    body = forms.CharField(
        label=_("The text"),
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_("Keep the headings and points as they are in the original."),
    )


class CharterForm(WordingForm):
    """One version of a charter: its words, and what the words rule."""

    has_rules = True

    quorum_percent = forms.IntegerField(
        label=_("Percent who must take part"), min_value=1, max_value=100, initial=50
    )
    quorum_basis = forms.ChoiceField(
        label=_("Percent of whom"),
        choices=CharterRules.Basis.choices,
        initial=CharterRules.Basis.ENTITLED,
        widget=forms.RadioSelect,
    )
    recused_count_toward_quorum = forms.BooleanField(
        label=_("Who does not vote because of a conflict of interest counts as there"), required=False
    )
    proxies_allowed = forms.BooleanField(label=_("A member may vote for another"), required=False)
    proxies_per_holder = forms.IntegerField(
        label=_("For how many others at most"), min_value=1, max_value=10, initial=1
    )
    secret_by_text = forms.BooleanField(
        label=_("Secret votes by text too. The phone company can read texts, and the group knows it."),
        required=False,
    )
    seats_without_vote = forms.BooleanField(
        label=_("The coordinator may give a seat without a vote of the group"), required=False
    )
    candidates_seen_from = forms.ChoiceField(
        label=_("Members see who would like to join"),
        choices=CharterRules.SeenFrom.choices,
        initial=CharterRules.SeenFrom.INTERVIEW,
        widget=forms.RadioSelect,
    )
    term_months = forms.IntegerField(
        label=_("Months of a term"),
        min_value=1,
        max_value=120,
        required=False,
        help_text=_("Empty: no set end."),
    )
    forget_after_days = forms.IntegerField(
        label=_("Days until we forget who did not join"), min_value=1, max_value=3650, initial=180
    )
    late_pay_percent = forms.IntegerField(
        label=_("Percent of a meeting's pay for who comes late"),
        min_value=0,
        max_value=100,
        initial=100,
        help_text=_("Late means after the minutes that a meeting gives. 0: nothing is paid then."),
    )


FORMS: dict[str, type[WordingForm]] = {
    Charter.Kind.CHARTER: CharterForm,
    Charter.Kind.AGREEMENT: WordingForm,
}
