"""Whose turn it is to speak. Pure functions."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

# What somebody is in the list, in the order in which shares are told.
FAMILY, PROVIDER, STAFF, GUEST = "family", "provider", "staff", "guest"
ROLES = (FAMILY, PROVIDER, STAFF, GUEST)
_POSTS = frozenset({"coordinator", "facilitator", "ambassador", "finance"})


class Hand(NamedTuple):
    """A raised hand: of whom, as what, since when. ``key`` settles what is equal otherwise."""

    key: int
    person: int
    role: str
    raised_at: datetime


class Spoken(NamedTuple):
    """One time somebody spoke, in whole ``seconds``."""

    person: int
    seconds: int
    interpreted: bool


def role_of(roles: Iterable[str]) -> str:
    """What the roles of a person make them here. Whoever has a seat for families is one, post or no post."""
    held = frozenset(roles)
    if "board" in held:
        return FAMILY
    if held & _POSTS:
        return STAFF
    return PROVIDER if "provider" in held else GUEST


def counted(spoken: Iterable[Spoken]) -> dict[int, int]:
    """How long each person has spoken, in half seconds.

    Consecutive interpretation says everything twice, so of such a time half counts: those who need it
    would otherwise wait twice as long for the same words.
    """
    total: dict[int, int] = {}
    for person, seconds, interpreted in spoken:
        total[person] = total.get(person, 0) + seconds * (1 if interpreted else 2)
    return total


def order(hands: Iterable[Hand], spoken: Sequence[Spoken], *, families_first: bool) -> list[Hand]:
    """The hands in the order of their turns.

    Where the charter puts families first, the staff comes after everybody else. Then those who have not
    spoken at this meeting, then who has spoken least, then who raised a hand first. (Balancing a list by
    who has spoken and for how long is what users of OpenSlides, and of paper lists before it, ask for.)
    """
    total = counted(spoken)
    return sorted(
        hands,
        key=lambda hand: (
            families_first and hand.role == STAFF,
            hand.person in total,
            total.get(hand.person, 0),
            hand.raised_at,
            hand.key,
        ),
    )


def shares(spoken: Sequence[Spoken], roles: dict[int, str]) -> list[tuple[str, int]]:
    """Each role's share of all that was said, in whole percent that add up to 100; [] before anybody spoke.

    The percents left over by rounding down go to the largest remainders (Hamilton's method).
    """
    halves = dict.fromkeys(ROLES, 0)
    for person, time in counted(spoken).items():
        halves[roles.get(person, GUEST)] += time
    whole = sum(halves.values())
    if not whole:
        return []
    percents = {role: 100 * time // whole for role, time in halves.items()}
    by_remainder = sorted(ROLES, key=lambda role: (-(100 * halves[role] % whole), ROLES.index(role)))
    for role in by_remainder[: 100 - sum(percents.values())]:
        percents[role] += 1
    return [(role, percents[role]) for role in ROLES if halves[role]]
