"""Who may follow referrals, who can be referred, and when two names may be one child's. Pure."""

import unicodedata
from datetime import date, timedelta
from typing import Any

import rules

from community.people.rules import has, is_provider

sees_whole_community = has("ambassador", "coordinator")
is_ambassador = has("ambassador")
follows_referrals = has("provider", "ambassador", "coordinator")

# How long a parent's yes to the weekly meeting, or to a further agency, holds; then we ask again.
SHARED_FOR = timedelta(days=365)

# The verb of an audit line of a list that showed children's names.
LISTED = "list_children"


def reads_as(person: Any, purpose: str = "") -> str:
    """For which purpose, and from which organization, ``person`` reads: "follow_up", "referral@12".

    It stands in the audit, so that a parent can be told later; there is no space in it.
    """
    if purpose:
        return f"{purpose}@{person.organisation_id}" if person.organisation_id else purpose
    if sees_whole_community(person):
        return "follow_up"
    return f"referral@{person.organisation_id}"


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


def purpose_of(person: Any, referral: Any) -> str:
    """What ``person`` reads ``referral`` for, where it is not what they mostly do: theirs is the agency that
    is to help, and not the one that refers."""
    received = follows_own(person) and person.organisation_id == referral.receiver_id
    return "share" if received else ""


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
