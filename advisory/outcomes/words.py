"""What follow-through says, by text and on screen. Called under the reader's language."""

from collections.abc import Sequence

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.decisions.models import Decision
from advisory.outcomes.models import Measure, Reading

# What is left of two parts of a text beside the names of the community and of the decision.
TITLE_IN_TEXT = 40
STEPS_IN_TEXT = 160


def news_words(decision: Decision, steps: Sequence[str]) -> str:
    """What happened to somebody's vote; ``steps`` in the order they happened."""
    sentences = [step if step.endswith((".", "!", "?")) else f"{step}." for step in steps]
    return _('%(community)s: you voted on "%(title)s". What came of it: %(steps)s') % {
        "community": decision.group.community.name,
        "title": Truncator(decision.title).chars(TITLE_IN_TEXT, truncate="..."),
        "steps": Truncator(" ".join(sentences)).chars(STEPS_IN_TEXT, truncate="..."),
    }


def counted_words(measure: Measure, reading: Reading | None) -> str:
    """“32 of 40 children”, “32 children”, or “not recorded”."""
    if reading is None or reading.value is None:
        return _("not recorded")
    facts = {"value": reading.value, "target": measure.target, "unit": measure.unit}
    said = _("%(value)d of %(target)d %(unit)s") if measure.target else _("%(value)d %(unit)s")
    return (said % facts).strip()


def carried_out_words(carried_out: int, made: int, percent: int | None) -> str:
    """“3 of 5 decisions (60%)”; without decisions no percentage."""
    said = ngettext("%(part)d of %(whole)d decision", "%(part)d of %(whole)d decisions", made) % {
        "part": carried_out,
        "whole": made,
    }
    return said if percent is None else f"{said} ({percent}%)"


def days_words(days: int | None) -> str:
    """“12 days”, “the same day”, or “not recorded”."""
    if days is None:
        return _("not recorded")
    if days == 0:
        return _("the same day")
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
