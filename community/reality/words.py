"""What a Reality Check says. Called under the reader's language."""

from collections.abc import Mapping

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from community.people.models import LANGUAGES
from community.reality.models import CheckQuestion, RealityCheck
from community.reality.rules import HIGHEST, LOWEST, Counted, Results

# In the order in which a missing language is stood in for.
WRITTEN_IN = [code for code, _name in LANGUAGES]
# What a group begins with, until it writes its own.
DEFAULTS = [
    {
        "en": "I could ask my questions.",
        "es": "Pude hacer mis preguntas.",
        "ht": "Mwen te ka poze kesyon mwen.",
    },
    {
        "en": "I could share my views.",
        "es": "Pude decir lo que pienso.",
        "ht": "Mwen te ka di sa mwen panse.",
    },
    {
        "en": "We know who does what next.",
        "es": "Sabemos quién hace lo que sigue.",
        "ht": "Nou konnen kiyès k ap fè kisa apre.",
    },
    {"en": "We listened to each other.", "es": "Nos escuchamos bien.", "ht": "Nou te koute youn lòt."},
    {
        "en": "The meeting was worth my time.",
        "es": "El encuentro vale mi tiempo.",
        "ht": "Reyinyon an te vo tan m.",
    },
]


def words_of(question: CheckQuestion, language: str | None = None) -> str:
    """The question in ``language`` (the active one); in another where it is not written in that."""
    wanted = (language or get_language() or "en").split("-")[0]
    return next(words for words in (getattr(question, code, "") for code in [wanted, *WRITTEN_IN]) if words)


def missing(question: CheckQuestion) -> list[str]:
    """The names of the languages that ``question`` is not written in."""
    return [str(name) for code, name in LANGUAGES if not getattr(question, code)]


def scale_words(numbers: Mapping[str, int]) -> str:
    """What the lowest and the highest digit mean, by the digits of one phone."""
    return _("From %(low)d not at all to %(high)d very much.") % {
        "low": numbers[str(LOWEST)],
        "high": numbers[str(HIGHEST)],
    }


def first_text(check: RealityCheck, question: CheckQuestion, numbers: Mapping[str, int]) -> str:
    return _('%(community)s: how was the meeting? "%(question)s" %(scale)s') % {
        "community": check.meeting.group.community.name,
        "question": words_of(question),
        "scale": scale_words(numbers),
    }


def next_text(question: CheckQuestion, left: int, numbers: Mapping[str, int]) -> str:
    """The answer is not said back: the text would hold it. ``left`` counts this question too."""
    thanks = ngettext("Thank you. %(number)d more:", "Thank you. %(number)d more:", left) % {"number": left}
    return f'{thanks} "{words_of(question)}" {scale_words(numbers)}'


def all_done() -> str:
    return _("Thank you, that was the last question. Your answers are counted.")


def is_over() -> str:
    return _("This Reality Check is closed, so this answer does not count. Thank you for telling us.")


def progress_words(answered: int, asked: int) -> str:
    """“9 of 14 have answered”."""
    return ngettext(
        "%(answered)d of %(asked)d has answered the Reality Check",
        "%(answered)d of %(asked)d have answered the Reality Check",
        answered,
    ) % {"answered": answered, "asked": asked}


def promise_words(*, is_anonymous: bool) -> str:
    """What is promised about the answers, on every sheet."""
    if is_anonymous:
        return _(
            "Nobody can see who gave which answer. We keep only how many people said 1, 2, 3, 4 or 5, and "
            "show it when at least 3 have answered. If you answer by text, the phone company sees your digit."
        )
    return _(
        "We keep your answers with your name, so that you can change them until the end. What we show is "
        "the group's numbers, never your name."
    )


def low_line(row: Counted) -> str:
    """“3.2 of 5: We know who does what next.”"""
    line = _("%(average)s of 5: %(question)s") % {
        "average": row.average_words,
        "question": words_of(row.question),
    }
    return f"{line} {split_words(row)}" if row.is_split else line


def split_words(row: Counted) -> str:
    """Said wherever an average stands that would hide it."""
    return _("The group is split: %(low)d said 1 or 2, and %(high)d said 4 or 5.") % {
        "low": sum(row.counts[:2]),
        "high": sum(row.counts[3:]),
    }


def opening_notes(results: Results) -> str:
    """What the draft of the next agenda says, one fact a line."""
    lines = [low_line(row) for row in results.lowest]
    if results.check.changed:
        lines.append(_("What we changed: %(words)s") % {"words": results.check.changed})
    return "\n".join(lines)
