"""What those who would like to join read by text; all in the language in force."""

from datetime import date

from django.utils.translation import gettext as _

from advisory.recruiting.models import Gathering
from community.core.words import date_in_words, when_in_words
from community.people.models import Group, Person


def _about(group: Group, person: Person) -> dict[str, str]:
    return {"community": group.community.name, "group": group.name, "name": person.first_name}


def thanks(group: Group, person: Person) -> str:
    """To somebody who has just said that they would like to join."""
    return _(
        "%(community)s: thank you, %(name)s. We wrote down that you would like to join the %(group)s. "
        "We will text you about an information session."
    ) % _about(group, person)


def noted(group: Group) -> str:
    """What is added to the confirmation of joining, for somebody who is new to us."""
    return _("We wrote down that you would like to join the %(group)s.") % {"group": group.name}


def known_before(group: Group, person: Person) -> str:
    """To somebody who says it a second time."""
    return _("%(community)s: we have it, %(name)s: you would like to join the %(group)s.") % _about(
        group, person
    )


def member_already(group: Group, person: Person) -> str:
    """To somebody who sits there."""
    return _("%(community)s: you are a member of the %(group)s already, %(name)s.") % _about(group, person)


def for_a_person() -> str:
    """Where a person has to find out which group is meant, or who writes."""
    return _("Thank you. A person will read this and text you.")


def coming_question(gathering: Gathering, numbers: dict[str, int]) -> str:
    """The question whether somebody comes."""
    about = {
        "community": gathering.group.community.name,
        "group": gathering.group.name,
        "when": when_in_words(gathering.starts_at),
        "place": gathering.place,
        **numbers,
    }
    if gathering.kind == Gathering.Kind.SESSION:
        return (
            _(
                "%(community)s: what the %(group)s does and how to join, %(when)s, %(place)s. "
                "Can you come? %(yes)d yes %(no)d no"
            )
            % about
        )
    return (
        _(
            "%(community)s: meet the members of the %(group)s, %(when)s, %(place)s. "
            "Can you come? %(yes)d yes %(no)d no"
        )
        % about
    )


def coming_name(gathering: Gathering) -> str:
    """The question in a few words, for a list."""
    words = {
        Gathering.Kind.SESSION: _("Information session %(when)s"),
        Gathering.Kind.INTERVIEW: _("Group interview %(when)s"),
    }
    return words[Gathering.Kind(gathering.kind)] % {"when": when_in_words(gathering.starts_at)}


def coming_echo(gathering: Gathering, answer: str) -> str:
    """An answer said back."""
    said = {"yes": _("Got it: YES for %(when)s."), "no": _("Got it: NO for %(when)s.")}[answer]
    return said % {"when": when_in_words(gathering.starts_at)}


def welcome(group: Group, person: Person, since: date) -> str:
    """To somebody who has a seat now."""
    return _("%(community)s: welcome to the %(group)s, %(name)s. Your seat is yours from %(day)s.") % {
        **_about(group, person),
        "day": date_in_words(since),
    }


def candidate(place: int) -> str:
    """What stands on an old ballot for somebody whom we have forgotten."""
    return _("Candidate %(number)d") % {"number": place}


def a_candidate() -> str:
    """The same, in the question of a vote about one person."""
    return _("a candidate")


def yes() -> str:
    """One of two answers, beside its digit."""
    return _("yes")


def no() -> str:
    """The other."""
    return _("no")
