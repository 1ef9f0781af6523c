"""Forms of messages to many."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.broadcasts.audience import Filters
from community.broadcasts.models import Broadcast
from community.broadcasts.words import (
    ANSWER_NAMES,
    OUTCOME_NAMES,
    PRESENCE_NAMES,
    ROLE_NAMES,
    meeting_named,
    named,
)
from community.core.errors import Refused
from community.meetings.models import Meeting
from community.messaging.models import Template
from community.messaging.rules import LONGEST_BODY
from community.people.models import LANGUAGES, Community, Group

# Meetings and messages of longer ago are not offered.
OFFERED_FOR = timedelta(days=365)
_MANY = forms.CheckboxSelectMultiple


class BroadcastForm(forms.Form):
    """The words, new or of a template, and who they are for. A draft has its own words already."""

    template_name = "broadcasts/fields.html"
    says_what_it_needs = True

    template = forms.ModelChoiceField(
        Template.objects.none(),
        required=False,
        label=_("Which words?"),
        empty_label=_("Write new words below"),
    )
    name = forms.CharField(
        required=False, max_length=80, label=_("Name"), help_text=_("For the staff; nobody is texted it.")
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.none(), required=False, label=_("Members of these groups"), widget=_MANY
    )
    roles = forms.MultipleChoiceField(
        choices=ROLE_NAMES, required=False, label=_("People who are"), widget=_MANY
    )
    languages = forms.MultipleChoiceField(
        choices=LANGUAGES, required=False, label=_("People who read"), widget=_MANY
    )
    asked_to = forms.ModelChoiceField(
        Meeting.objects.none(),
        required=False,
        label=_("Invited to this meeting"),
        empty_label=_("Any or no meeting"),
    )
    answers = forms.MultipleChoiceField(
        choices=ANSWER_NAMES, required=False, label=_("What they answered"), widget=_MANY
    )
    held = forms.ModelChoiceField(
        Meeting.objects.none(),
        required=False,
        label=_("Expected at this meeting"),
        empty_label=_("Any or no meeting"),
    )
    presence = forms.MultipleChoiceField(
        choices=PRESENCE_NAMES, required=False, label=_("Whether they came"), widget=_MANY
    )
    earlier = forms.ModelChoiceField(
        Broadcast.objects.none(),
        required=False,
        label=_("Were sent this message before"),
        empty_label=_("Any or no message"),
    )
    outcomes = forms.MultipleChoiceField(
        choices=OUTCOME_NAMES, required=False, label=_("What became of it"), widget=_MANY
    )

    def __init__(
        self, *args: Any, community: Community, draft: Broadcast | None = None, **kwargs: Any
    ) -> None:
        self.community, self.draft = community, draft
        if draft is not None:
            kwargs["initial"] = self._as_it_stands(draft)
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self._offer(fields)
        for language in self.spoken():
            fields[f"body_{language}"] = forms.CharField(
                required=False,
                max_length=LONGEST_BODY,
                label=dict(LANGUAGES)[language],
                widget=forms.Textarea(attrs={"rows": 3, "lang": language}),
            )
        if draft is not None:
            del fields["template"], fields["name"]
        self.order_fields([field.name for field in (*self.words_part(), *self.people_part())])

    def words_part(self) -> list[forms.BoundField]:
        """The fields that say what is sent."""
        return [field for field in self if _is_of_words(field.name)]

    def people_part(self) -> list[forms.BoundField]:
        """The fields that say to whom."""
        return [field for field in self if not _is_of_words(field.name)]

    def spoken(self) -> list[str]:
        """The languages of the community, and those its draft is written in."""
        has = {text.language for text in self.draft.version.texts.all()} if self.draft else set()
        return [code for code, _name in LANGUAGES if code in self.community.languages or code in has]

    def _as_it_stands(self, draft: Broadcast) -> dict[str, Any]:
        bodies = {f"body_{text.language}": text.body for text in draft.version.texts.all()}
        return {**draft.audience, **bodies}

    def _offer(self, fields: dict[str, Any]) -> None:
        """Rows of this community alone; anything else is no choice."""
        since = timezone.now() - OFFERED_FOR
        meetings = Meeting.objects.of(self.community).filter(source="", starts_at__gte=since)
        meetings = meetings.select_related("group").order_by("-starts_at")
        offered = Template.objects.of(self.community).filter(kind=Template.Kind.BROADCAST, retired_at=None)
        sent = Broadcast.objects.of(self.community).filter(started_at__gte=since)
        fields["template"].queryset = offered
        fields["groups"].queryset = Group.objects.of(self.community).order_by("name")
        fields["asked_to"].queryset = fields["held"].queryset = meetings
        fields["earlier"].queryset = sent.select_related("version__template").order_by("-started_at")
        for name in ("asked_to", "held"):
            fields[name].label_from_instance = meeting_named
        fields["earlier"].label_from_instance = named

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._check_words(given)
        if all(field.name in given for field in self.people_part()):
            try:
                self.filters()
            except Refused as refusal:
                self.add_error(None, refusal.message)
        return given

    def _check_words(self, given: dict[str, Any]) -> None:
        bodies = [f"body_{code}" for code in self.spoken()]
        has_words = any(given.get(name) or name in self.errors for name in bodies)
        if self.draft is None and given.get("template"):
            if has_words:
                self.add_error("template", gettext("Choose words or write new ones, not both."))
            return
        if not has_words:
            self.add_error(f"body_{self.spoken()[0]}", gettext("Write it in one language at least."))
        if self.draft is None and not given.get("name"):
            self.add_error("name", gettext("Give it a name, so that you find it again."))

    def bodies(self) -> dict[str, str]:
        """The new words by language."""
        written = {code: self.cleaned_data.get(f"body_{code}", "") for code in self.spoken()}
        return {code: body for code, body in written.items() if body}

    def filters(self) -> Filters:
        """Who was chosen. BadInput when nobody was."""
        given = self.cleaned_data
        rows = {name: given[name].pk if given[name] else None for name in ("asked_to", "held", "earlier")}
        words = {name: given[name] for name in ("roles", "languages", "answers", "presence", "outcomes")}
        return Filters.read({"groups": _keys(given["groups"]), **rows, **words})


def _is_of_words(name: str) -> bool:
    return name in ("template", "name") or name.startswith("body_")


def _keys(rows: Iterable[Any]) -> list[int]:
    return sorted(row.pk for row in rows)


class LimitsForm(forms.Form):
    """What texts may cost, and when a second person looks."""

    dollars = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        label=_("Dollars for texts in a month"),
        help_text=_(
            "Leave it empty for no limit. Messages to many stop there; invitations and answers do not."
        ),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "min": "0"}),
    )
    approve_above = forms.IntegerField(
        min_value=0,
        max_value=100_000,
        label=_("A second person approves messages to more people than"),
    )

    def cents(self) -> int | None:
        """The cap in whole cents, exactly."""
        dollars = self.cleaned_data["dollars"]
        return None if dollars is None else int(dollars * Decimal(100))
