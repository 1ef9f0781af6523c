"""Interest by text (BOARD, JUNTA, KOMITE), and whether somebody comes to a gathering."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from advisory.recruiting import services, wordings
from advisory.recruiting.models import Guest, Outreach
from advisory.recruiting.rules import Interest, interest_in, keyword_of
from advisory.recruiting.selectors import outreach_on
from advisory.recruiting.services import Outcome
from community.core.words import digits_and_words, to_change
from community.joining import services as joining
from community.joining.rules import Keyword
from community.joining.wordings import joined
from community.messaging.services import leave_for_staff, speaker_of
from community.people.models import Channel, Community, Group, Person


def read_interest(
    community: Community, phone: str, persons: list[Person], body: str, message: Any
) -> str | None:
    """Somebody would like to join a group. None when the text says something else.

    A phone nobody knows is let in as by the keyword of joining, whose words stand on the flyer. A phone
    that said STOP is left for a person.
    """
    begins = keyword_of(body)
    if begins is None or message.thread.opted_out_at is not None:
        return None
    codes = list(Group.objects.of(community).values_list("code", flat=True))
    interest = interest_in(*begins, codes)
    if interest is None:
        return None
    group, outreach = _group_of(community, interest)
    if group is None:
        leave_for_staff(message.thread)
        return wordings.for_a_person()
    person, is_new = _who(message, persons, interest)
    if person is None:
        return wordings.for_a_person()
    outcome = services.register_interest(group, person=person, channel=Channel.TEXT, outreach=outreach)
    with translation.override(person.language):
        if is_new and outcome is not Outcome.MEMBER:
            return f"{joined(community)} {wordings.noted(group)}"
        said = _SAID[outcome](group, person)
        return f"{joined(community)} {said}" if is_new else said


_SAID = {
    Outcome.NEW: wordings.thanks,
    Outcome.AGAIN: wordings.thanks,
    Outcome.BEFORE: wordings.known_before,
    Outcome.MEMBER: wordings.member_already,
}


def _group_of(community: Community, interest: Interest) -> tuple[Group | None, Outreach | None]:
    """The group that was named; else the one that looks for members today; else the only board there is."""
    going_on = list(outreach_on(community, community.today()))
    if interest.code:
        group = Group.objects.of(community).select_related("community").get(code=interest.code)
        return group, next((one for one in going_on if one.group_id == group.pk), None)
    looking = {one.group_id for one in going_on}
    if going_on:
        outreach = going_on[0]
        outreach.group.community = community
        return (outreach.group, outreach) if len(looking) == 1 else (None, None)
    boards = list(Group.objects.of(community).filter(kind=Group.Kind.ADVISORY_BOARD)[:2])
    if len(boards) != 1:
        return None, None
    boards[0].community = community
    return boards[0], None


def _who(message: Any, persons: list[Person], interest: Interest) -> tuple[Person | None, bool]:
    """Who writes, and whether they have agreed to our texts with this one; None: a person finds out."""
    if len(persons) > 1:
        return speaker_of(message, among=persons), False
    done = joining.join(message.thread, Keyword(interest.language, interest.first_name))
    if done.outcome is joining.Outcome.FOR_STAFF:
        return None, False
    message.person, message.language = done.person, done.language
    message.save(update_fields=["person", "language"])
    return done.person, done.outcome is joining.Outcome.JOINED


def coming(expectation: Any, value: str, message: Any) -> str:
    """Keep whether somebody comes, and say it back with the digit that changes it."""
    guest = services.answer_coming(
        Guest(pk=expectation.subject_id), value, by=None, channel="call" if message.is_call else "text"
    )
    other = expectation.choices.exclude(value=value).first()
    said = wordings.coming_echo(guest.gathering, value)
    return f"{said} {to_change(other.number, in_call=message.is_call)}" if other else said


def line(expectation: Any, numbers: Mapping[str, int]) -> str:
    """The question in a few words; "" once its guest has been forgotten."""
    guest = (
        Guest.objects.filter(pk=expectation.subject_id).select_related("gathering__group__community").first()
    )
    if guest is None:
        return ""
    name = wordings.coming_name(guest.gathering)
    if not numbers:
        return name
    words = {"yes": wordings.yes(), "no": wordings.no()}
    return f"{name}: {digits_and_words((numbers[value], words[value]) for value in Guest.Answer.values)}"
