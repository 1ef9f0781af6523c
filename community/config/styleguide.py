"""What the style guide shows: every component with made-up content, in light and in dark."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.words import day_in_words

# (token of the background, tokens that may be written on it)
PAIRS = [
    ("paper", ("ink", "ink-soft", "brick", "go", "wait", "stop", "ring")),
    ("card", ("ink", "ink-soft", "brick", "go", "wait", "stop", "ring")),
    ("stoop", ("on-stoop", "on-stoop-soft")),
    ("stoop-deep", ("on-stoop", "on-stoop-soft")),
    ("go", ("on-go",)),
    ("brick-wash", ("ink", "ink-soft", "brick")),
    ("go-wash", ("ink", "ink-soft", "go")),
    ("wait-wash", ("ink", "ink-soft", "wait")),
    ("stop-wash", ("ink", "ink-soft", "stop")),
    ("line", ("ink", "ink-soft")),
]


class Specimen(forms.Form):
    """A form that is wrong in every way a form can be."""

    is_specimen = True

    name = forms.CharField(label=gettext_lazy("Child's first name or initials"), max_length=40)
    born = forms.DateField(
        label=gettext_lazy("Birth date"),
        help_text=gettext_lazy("Children up to their third birthday. Write it like 2025-04-30."),
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
    )
    concern = forms.ChoiceField(
        label=gettext_lazy("What worries the family"),
        choices=[("speech", gettext_lazy("Talking")), ("moving", gettext_lazy("Moving"))],
        widget=forms.RadioSelect,
    )
    visit = forms.ChoiceField(
        label=gettext_lazy("Best time to call"),
        choices=[("", gettext_lazy("Any time")), ("evening", gettext_lazy("Evenings"))],
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    agreed = forms.BooleanField(label=gettext_lazy("The parent said yes to this referral"))


def sheets() -> list[dict[str, Any]]:
    """The same specimens once on light paper and once in the dark."""
    return [
        {
            "scheme": scheme,
            "form": Specimen({f"{scheme}-born": "31 February"}, prefix=scheme),
            "pairs": PAIRS,
            **_made_up(),
        }
        for scheme in ("light", "dark")
    ]


def _made_up() -> dict[str, Any]:
    return {
        "headings": [_("Part"), _("Referrals"), _("Children"), _("Per 1,000"), _("Between")],
        "numbers": [
            [_("North of the avenue"), 61, "6,703", "9.1", _("7.0 and 11.7")],
            [_("South of the avenue"), 24, "4,615", "5.2", _("3.4 and 7.6")],
            [_("Around the park"), 50, "4,237", "11.8", _("8.8 and 15.4")],
        ],
        "meeting_headings": [_("Meeting"), _("When"), _("Here"), _("State")],
        "meetings": [
            ["FAB 32", day_in_words(date(2026, 11, 26)), _("not yet"), _("planned")],
            ["FAB 31", day_in_words(date(2026, 10, 22)), _("18 of 23"), _("closed")],
        ],
    }
