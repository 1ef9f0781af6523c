"""What those who come answer by text about what they need: by digits, or in their own words."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from community.core.errors import BadInput
from community.core.registry import InWords, ReplyHandler
from community.core.words import to_change
from community.meetings import wordings
from community.meetings.models import Accommodation, Invitation
from community.meetings.needs import IN_WORDS, KIND_OF, KINDS, Step, Told, handler_of, told
from community.meetings.services import answer_need, answer_needs, ask_next, say_more
from community.meetings.services.answering import Need
from community.meetings.words import day_of
from community.messaging.selectors import staff_spoke_last
from community.messaging.services import refuse_private, speaker_of, speaking_to
from community.people.models import Community, Person


def _step_of(expectation: Any) -> Step:
    return Step(expectation.handler.removeprefix("meetings."))


def _invitation(expectation: Any) -> Invitation:
    return Invitation.objects.select_related("meeting__group__community", "person").get(
        pk=expectation.subject_id, person=expectation.person
    )


def _row(invitation: Invitation, step: Step) -> Accommodation:
    row = invitation.accommodations.get(kind=KIND_OF[step])
    row.invitation = invitation
    return row


def answer(expectation: Any, value: str, message: Any) -> str:
    """A digit: keep it, say it back, and ask what comes next."""
    step, invitation = _step_of(expectation), _invitation(expectation)
    if step not in KINDS:
        return _more(
            step, invitation, Told("", int(value) if step is Step.CHILDREN else None), message.is_call
        )
    wanted = value != "no"
    if step is Step.INTERPRETATION:
        need = Need(wanted, detail=value if wanted else "")
        invitation = answer_needs(invitation, {step: need}, channel="text")
    else:
        invitation = answer_need(invitation, step, wanted, channel="text")
    parts = [wordings.got(_row(invitation, step))]
    choices = expectation.choices.all()
    if len(choices) == 2:
        other = next(choice.number for choice in choices if choice.value != value)
        parts.append(to_change(other, in_call=message.is_call))
    parts.append(ask_next(invitation, after=step if wanted else None, in_call=message.is_call))
    return " ".join(part for part in parts if part)


def _more(step: Step, invitation: Invitation, said: Told, in_call: bool) -> str:
    kind = KIND_OF[step]
    detail = said.detail if step in IN_WORDS else None
    invitation = say_more(invitation, kind, count=said.children, detail=detail, channel="text")
    parts = [wordings.got_more(step, _row(invitation, step)), _way_back(invitation, kind, in_call)]
    parts.append(ask_next(invitation, after=step, in_call=in_call))
    return " ".join(part for part in parts if part)


def _way_back(invitation: Invitation, kind: Step, in_call: bool) -> str:
    """The digit that asks the same again; "" where that question is closed."""
    asked = invitation.person.expectations.filter(
        handler=handler_of(kind), subject_id=invitation.pk, closed_at=None, choices__value="yes"
    )
    number = asked.values_list("choices__number", flat=True).first()
    return to_change(number, in_call=in_call) if number is not None else ""


def line(expectation: Any, numbers: Mapping[str, int]) -> str:
    """The question in a few words."""
    return wordings.line(_step_of(expectation), day_of(_invitation(expectation).meeting), numbers)


def handlers() -> dict[str, ReplyHandler]:
    """Each question by its key."""
    return {
        handler_of(step): ReplyHandler(answer, line, says={"none": "no"} if step is Step.DIET else {})
        for step in Step
    }


def read_words(community: Community, persons: list[Person], body: str, message: Any) -> InWords | None:
    """Take a text for the answer in words that was asked for last on this phone, within the day.

    None where none was asked, or where it sounds like said to a person: then a person reads it.
    """
    open_ones = message.thread.expectations.filter(
        closed_at=None, expires_at__gt=timezone.now(), person__in=[person.pk for person in persons]
    )
    asked = [
        question
        for question in open_ones.filter(handler__in=map(handler_of, IN_WORDS)).order_by("-pk")
        if told(_step_of(question), body) is not None
    ]
    if not asked or staff_spoke_last(message.thread) or _is_private(community, body):
        return None
    owners = {question.person_id for question in asked}
    whose = [person for person in persons if person.pk in owners]
    if message.thread.doubted_at is not None or len(whose) > 1 or message.writer is not None:
        writer = speaker_of(message, among=whose)
        asked = [question for question in asked if question.person_id == writer.pk]
        whose = [writer]
    said = told(_step_of(asked[0]), body) if asked else None
    if said is None:
        return None
    with speaking_to(whose[0]):
        return InWords(_more(_step_of(asked[0]), _invitation(asked[0]), said, in_call=False), whose[0])


def _is_private(community: Community, body: str) -> bool:
    try:
        refuse_private(community, body)
    except BadInput:
        return True
    return False
