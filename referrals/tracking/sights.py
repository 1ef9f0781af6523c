"""Which role sees which field of a child's record: one table, for every page and every file.

"The minimum necessary": each sees what their job needs, and no more (the rule of 45 CFR 164.502(b), which
holds for health records, taken as the house's own for all of them).
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.words import date_in_words
from community.people.rules import has, is_ambassador, is_coordinator


class Role(StrEnum):
    """As what somebody looks at one referral."""

    SENDER = "sender"
    RECEIVER = "receiver"
    AMBASSADOR = "ambassador"
    COORDINATOR = "coordinator"
    CONFERENCE = "conference"
    # Somebody without a right who has said why, for an hour.
    GLASS = "glass"
    NOBODY = "nobody"


class Field(StrEnum):
    NAME = "name"
    BORN = "born"
    PARENT = "parent"
    PHONE = "phone"
    ZIP_CODE = "zip_code"
    LANGUAGE = "language"
    RACES = "races"
    SEX = "sex"
    CONCERNS = "concerns"
    SOURCE = "source"
    WAY = "way"
    FAMILY_SAYS = "family_says"
    CONSENT = "consent"
    NOTES = "notes"


class Sight(StrEnum):
    SHOWN = "shown"
    MASKED = "masked"
    HIDDEN = "hidden"


S, M, H = Sight.SHOWN, Sight.MASKED, Sight.HIDDEN
_ORDER = (Role.SENDER, Role.RECEIVER, Role.AMBASSADOR, Role.COORDINATOR, Role.CONFERENCE, Role.GLASS)
# A coordinator counts; who must know more than initials breaks the glass. The weekly meeting speaks of a
# first name and an age. A receiver needs no source and no race to help.
_TABLE = {
    #                  sender receiver ambassador coordinator conference glass
    Field.NAME:        (S, S, S, M, M, S),
    Field.BORN:        (S, S, S, M, M, S),
    Field.PARENT:      (S, S, S, H, H, S),
    Field.PHONE:       (S, S, S, H, H, S),
    Field.ZIP_CODE:    (S, S, S, M, H, S),
    Field.LANGUAGE:    (S, S, S, S, S, S),
    Field.RACES:       (S, H, S, H, H, S),
    Field.SEX:         (S, S, S, H, H, S),
    Field.CONCERNS:    (S, S, S, S, S, S),
    Field.SOURCE:      (S, H, S, S, H, S),
    Field.WAY:         (S, S, S, S, S, S),
    Field.FAMILY_SAYS: (S, S, S, S, S, S),
    Field.CONSENT:     (S, S, S, S, H, S),
    Field.NOTES:       (S, S, S, H, H, S),
}  # fmt: skip


def sight(role: Role, field: Field) -> Sight:
    """How ``role`` sees ``field``; nobody sees nothing."""
    return H if role is Role.NOBODY else _TABLE[field][_ORDER.index(role)]


def shows(role: Role, field: Field) -> bool:
    """Whether ``role`` sees ``field`` as it is."""
    return sight(role, field) is S


def roles_of(person: Any) -> tuple[Role, ...]:
    """As what ``person`` may look at the referrals of their community, by their posts and organization."""
    if is_ambassador(person):
        return (Role.AMBASSADOR,)
    if is_coordinator(person):
        return (Role.COORDINATOR,)
    if has("provider")(person) and person.organisation_id is not None:
        return (Role.SENDER, Role.RECEIVER)
    return ()


def role_of(person: Any, referral: Any) -> Role:
    """As what ``person`` looks at ``referral`` by their posts and their organization alone."""
    if person.community_id != referral.community_id:
        return Role.NOBODY
    ends = {Role.SENDER: referral.organisation_id, Role.RECEIVER: referral.receiver_id}
    own = person.organisation_id
    return next((role for role in roles_of(person) if ends.get(role, own) == own), Role.NOBODY)


def initials_of(name: str) -> str:
    """ "Zephyrine Joseph" is "Z. J."."""
    return " ".join(f"{word[0].upper()}." for word in name.replace("-", " ").split() if word[0].isalpha())


def first_and_initial(name: str) -> str:
    """ "Zephyrine Marie Joseph" is "Zephyrine J.", as the weekly meeting says it."""
    words = name.split()
    return name if len(words) < 2 else f"{words[0]} {words[-1][0].upper()}."


def age_in_words(born: date, today: date) -> str:
    """In months, as people say it of one so young."""
    months = max((today.year - born.year) * 12 + today.month - born.month - (today.day < born.day), 0)
    return ngettext("%(months)s month old", "%(months)s months old", months) % {"months": months}


def _mask(field: Field, words: str, *, role: Role, child: Any, today: date) -> str:
    """What is left of ``words``."""
    if field is Field.NAME:
        return first_and_initial(words) if role is Role.CONFERENCE else initials_of(words)
    if field is Field.BORN:
        return age_in_words(child.birth_date, today)
    return f"{words[:3]}••"


def _words(field: Field, referral: Any) -> str:
    """``field`` of ``referral`` in full, as a page or a file says it."""
    child = referral.child
    said: dict[Field, Callable[[], Any]] = {
        Field.NAME: lambda: child.name,
        Field.BORN: lambda: date_in_words(child.birth_date),
        Field.PARENT: lambda: child.parent.display_name,
        Field.PHONE: lambda: child.parent.phone or "",
        Field.ZIP_CODE: lambda: child.zip_code,
        Field.LANGUAGE: child.get_language_display,
        Field.RACES: lambda: "; ".join(str(race.get_category_display()) for race in child.races.all()),
        Field.SEX: lambda: child.get_sex_display() if child.sex else "",
        Field.CONCERNS: lambda: "; ".join(str(one.get_area_display()) for one in referral.concerns.all()),
        Field.SOURCE: lambda: referral.get_source_display() if referral.source else _("not recorded"),
        Field.CONSENT: lambda: referral.consent.wording,
        Field.NOTES: lambda: referral.note_words,
    }
    words = str(said[field]())
    return words or (_("did not say") if field in (Field.RACES, Field.SEX) else "")


class Seen:
    """A referral and its child as one role sees them: ``seen["name"]`` in code, ``seen.name`` on a page.

    What is hidden is "", and what is masked says less. A field is read only when it is asked for.
    """

    def __init__(self, referral: Any, role: Role, *, today: date) -> None:
        self._referral, self.role, self._today = referral, role, today

    def __getitem__(self, name: str) -> str:
        try:
            field = Field(name)
        except ValueError:
            raise KeyError(name) from None
        how = sight(self.role, field)
        if how is H:
            return ""
        words = _words(field, self._referral)
        if how is S:
            return words
        return _mask(field, words, role=self.role, child=self._referral.child, today=self._today)

    def shows(self, field: Field) -> bool:
        """Whether ``field`` is shown as it is; what is reckoned from it gives it away otherwise."""
        return shows(self.role, field)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is masked or hidden."""
        return all(shows(self.role, field) for field in Field)


def seen_by(person: Any, referral: Any) -> Seen:
    """``referral`` as ``person`` sees it by their posts and their organization."""
    return Seen(referral, role_of(person, referral), today=person.community.today())
