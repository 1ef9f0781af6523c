"""What texts say of who holds what. No child, provider or service is named: a phone lies on a table."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from community.core.words import date_in_words, day_in_words, digits_and_words, local
from community.people.models import Consent
from referrals.sharing.selectors import Held
from referrals.sharing.words import holder_in_text
from referrals.tracking.wordings import sharing_wording


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


def renewal_words(ending: Sequence[Consent], numbers: Mapping[str, int], *, community: str = "") -> str:
    """Whether what ends together goes on: as the text of ``community`` asks it, or in a few words without."""
    holders = ", ".join(dict.fromkeys(holder_in_text(one.purpose) for one in ending))
    ends_on = ending[0].ends_on
    assert ends_on is not None  # noqa: S101  only what ends is asked about
    asks = _("Until %(day)s these may see what you told us: %(holders)s. Go on for a year?")
    words = asks % {"day": day_in_words(ends_on), "holders": holders}
    choices = {"yes": _("yes"), "no": _("no")}
    digits = digits_and_words((number, choices[value]) for value, number in numbers.items())
    return " ".join(part for part in (f"{community}:" if community else "", words, digits) if part)


def renewed_wording(consent: Consent, language: str) -> str:
    """What a yes by text is kept as: the words of the question, and what they stand for."""
    home = consent.person.community
    with translation.override(language):
        asked = renewal_words([consent], {})
    stands_for = sharing_wording(consent.purpose, language, community=home, organisation=consent.recipient)
    return f"{asked} {stands_for}"


def renewed_words(ends_on: date) -> str:
    """The echo of a yes."""
    return _("Thank you. It goes on until %(day)s. You can end it at any time: text WHO.") % {
        "day": date_in_words(ends_on)
    }


def let_end_words(ends_on: date) -> str:
    """The echo of a no."""
    return _("It ends on %(day)s. To end it now, text WHO.") % {"day": day_in_words(ends_on)}
