"""The questions of a group, and one sheet of answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.numbers import key_in
from community.meetings.forms import PlainForm
from community.people.models import LANGUAGES
from community.reality.models import QuestionSet
from community.reality.rules import MOST_QUESTIONS, SCALE
from community.reality.words import DEFAULTS, WRITTEN_IN


class QuestionsForm(PlainForm):
    """Every question in every language. With no version yet it begins with ``DEFAULTS``."""

    says_what_it_needs = True

    is_anonymous = forms.BooleanField(
        label=gettext_lazy("Nobody can see who gave which answer"), required=False, initial=True
    )
    open_hours = forms.IntegerField(
        label=gettext_lazy("Hours it stays open"), min_value=1, max_value=336, initial=48
    )
    after = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def __init__(self, *args: Any, current: QuestionSet | None = None, **kwargs: Any) -> None:
        written: list[Mapping[str, str]] = list(DEFAULTS)
        if current is not None:
            written = list(current.questions.order_by("position").values(*WRITTEN_IN))
            kwargs["initial"] = {
                "is_anonymous": current.is_anonymous,
                "open_hours": current.open_hours,
                "after": current.number,
            }
        super().__init__(*args, **kwargs)
        for place in range(MOST_QUESTIONS):
            row = written[place] if place < len(written) else {}
            for code, name in LANGUAGES:
                self.fields[f"q{place}_{code}"] = forms.CharField(
                    label=name, max_length=70, required=False, initial=row.get(code, "")
                )

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Each question's number with its fields."""
        for place in range(MOST_QUESTIONS):
            yield place + 1, [self[f"q{place}_{code}"] for code in WRITTEN_IN]

    def plan(self) -> dict[str, Any]:
        """What ``services.write_questions`` takes."""
        cleaned = self.cleaned_data
        return {
            "questions": [
                {code: cleaned[f"q{place}_{code}"] for code in WRITTEN_IN} for place in range(MOST_QUESTIONS)
            ],
            **{name: cleaned[name] for name in ("is_anonymous", "open_hours", "after")},
        }


def scores_in(post: Mapping[str, Any]) -> dict[int, int]:
    """The answers in what a sheet sent, by the key of their question; what is no number is left for the
    service to refuse."""
    sent = {key_in(name[1:]): str(post.get(name)) for name in post if name[:1] == "q" and name[1:].isdigit()}
    return {
        question: int(score) if score in map(str, SCALE) else 0
        for question, score in sent.items()
        if question and score
    }


def answered_words(many: int, of: int) -> str:
    return _("%(many)d of %(of)d questions are answered.") % {"many": many, "of": of}
