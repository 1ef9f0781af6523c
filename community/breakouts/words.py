"""The two questions that every small group answers, and how its answers stand in the notes."""

from django.utils.translation import gettext as _

from community.breakouts.models import BreakoutRound, SmallGroup


def prompts(current: BreakoutRound) -> tuple[str, str]:
    """What is asked: the facilitator's words, or the usual ones in the reader's language."""
    return (
        current.prompt_what or _("WHAT should be done?"),
        current.prompt_who or _("WHO can do it?"),
    )


def result_words(current: BreakoutRound, group: SmallGroup) -> list[str]:
    """One note for each question that ``group`` answered."""
    answers = zip(prompts(current), (group.what, group.who), strict=True)
    return [
        _("Small group %(number)s. %(question)s %(answer)s")
        % {"number": group.number, "question": question, "answer": answer}
        for question, answer in answers
        if answer
    ]
