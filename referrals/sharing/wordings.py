"""What texts say of who holds what. No child, provider or service is named: a phone lies on a table."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from community.core.words import day_in_words, digits_and_words, local
from referrals.sharing.selectors import Held
from referrals.sharing.words import holder_in_text


def names_of(held: Sequence[Held]) -> dict[str, str]:
    """How each holder is called in a text, by key; two of a kind are told apart by the day of the yes."""
    kinds = [one.purpose for one in held]
    return {
        one.key: holder_in_text(one.purpose)
        if kinds.count(one.purpose) == 1
        else _("%(holder)s (%(day)s)")
        % {"holder": holder_in_text(one.purpose), "day": day_in_words(local(one.since).date())}
        for one in held
    }


def list_words(community: str, held: Sequence[Held], numbers: Mapping[str, int], link: str) -> str:
    """The answer to WHO."""
    if not held:
        return _("%(community)s: nobody holds what you told us. To reach a person, text 9.") % {
            "community": community
        }
    names = names_of(held)
    choices = digits_and_words((numbers[one.key], names[one.key]) for one in held if one.key in numbers)
    return _("Who holds what you told us: %(choices)s. A number ends it. Names, and who looked: %(link)s") % {
        "choices": choices,
        "link": link,
    }


def line_words(held: Sequence[Held], numbers: Mapping[str, int]) -> str:
    """The open question in a few words: “Who holds what you told us: 1 our team”."""
    names = names_of(held)
    choices = digits_and_words((numbers[one.key], names[one.key]) for one in held if one.key in numbers)
    if not numbers or not choices:
        return _("Who holds what you told us")
    return _("Who holds what you told us: %(choices)s") % {"choices": choices}


def ended_words(purpose: str, undo: int | None) -> str:
    """The echo of an end, and how to undo it."""
    said = _("Ended: %(holder)s no longer sees what you told us.") % {"holder": holder_in_text(purpose)}
    return f"{said} {undo_words(undo)}" if undo is not None else said


def undo_words(number: int) -> str:
    return _("To undo it, text %(number)s within 7 days.") % {"number": number}


def undo_line_words(purpose: str, numbers: Mapping[str, int]) -> str:
    """The offer to undo, in a list of open questions."""
    said = _("You ended it: %(holder)s.") % {"holder": holder_in_text(purpose)}
    return " ".join(
        [said, *(_("To undo it: %(number)s") % {"number": number} for number in numbers.values())]
    )


def allowed_words(purpose: str) -> str:
    """The echo of an undo."""
    return _("Done: it is as before with %(holder)s. To see who holds what, text WHO.") % {
        "holder": holder_in_text(purpose)
    }
