"""Who may follow referrals, who can be referred, and when two names may be one child's. Pure."""

import unicodedata
from datetime import date
from typing import Any

import rules

from community.people.rules import has, is_provider

sees_whole_community = has("ambassador", "coordinator")
is_ambassador = has("ambassador")
follows_referrals = has("provider", "ambassador", "coordinator")


@rules.predicate
def may_log(person: Any) -> bool:
    """A referral comes from an organisation, so only a provider who belongs to one can log it."""
    return is_provider(person) and person.organisation_id is not None


@rules.predicate
def may_update(person: Any, referral: Any) -> bool:
    """The organisation that logged it, the one that received it, and the Ambassador, who hears of steps
    from families."""
    own = may_log(person) and person.organisation_id in (referral.organisation_id, referral.receiver_id)
    return own or is_ambassador(person)


@rules.predicate
def follows_own(person: Any) -> bool:
    """A provider who sees what one organisation sent or received and no others."""
    return is_provider(person) and not sees_whole_community(person)


def third_birthday(birth_date: date) -> date:
    """The day a child is no longer under three (34 CFR 303.303); 29 February becomes 1 March."""
    try:
        return birth_date.replace(year=birth_date.year + 3)
    except ValueError:
        return date(birth_date.year + 3, 3, 1)


def age_band(birth_date: date, on: date) -> str:
    """The whole years of a child's age ``on`` that day, as ``AgeBand`` has them; a leap day's child has its
    birthday on 1 March in other years."""
    had_birthday = (on.month, on.day) >= (birth_date.month, birth_date.day)
    return str(on.year - birth_date.year - (not had_birthday))


def folded(name: str) -> str:
    """``name`` for comparing: accents, case, dots and spaces do not count ("J. R." is "jr")."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def initials(name: str) -> str:
    """The first letter of each word, folded. A lone run of up to three capitals is initials already."""
    words = name.replace(".", " ").replace("-", " ").split()
    if len(words) == 1 and len(words[0]) <= 3 and words[0].isupper():
        return folded(words[0])
    return "".join(folded(word)[:1] for word in words)


def could_be_same(one: str, other: str) -> bool:
    """Whether two names may be one child's: the same, or one of them the other's initials."""
    left, right = folded(one), folded(other)
    return left == right or initials(one) == initials(other) in (left, right)
