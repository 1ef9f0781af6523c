"""Messages to many in words for the staff: who they are for, and what became of them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.broadcasts.audience import Filters
from community.broadcasts.models import Broadcast, Recipient
from community.core.words import day_in_words
from community.meetings.models import Meeting
from community.meetings.words import day_of, name_of
from community.messaging.models import Message
from community.messaging.words import advice_for, trouble_of
from community.people.models import LANGUAGES, Group

ROLE_NAMES = [
    ("board", gettext_lazy("board members")),
    ("family", gettext_lazy("families without a seat")),
    ("provider", gettext_lazy("providers")),
    ("staff", gettext_lazy("staff")),
]
ANSWER_NAMES = [
    ("yes", gettext_lazy("said yes")),
    ("no", gettext_lazy("said no")),
    ("none", gettext_lazy("have not answered")),
]
PRESENCE_NAMES = [("there", gettext_lazy("were there")), ("away", gettext_lazy("were not there"))]
OUTCOME_NAMES = [
    ("got", gettext_lazy("got it")),
    ("missed", gettext_lazy("did not get it")),
    ("unreached", gettext_lazy("were not texted")),
]
TAGS = {
    Broadcast.State.DRAFT: "quiet",
    Broadcast.State.WAITING: "wait",
    Broadcast.State.SENDING: "go",
    Broadcast.State.PAUSED: "wait",
    Broadcast.State.DONE: "go",
    Broadcast.State.CANCELLED: "stop",
}


def named(broadcast: Broadcast) -> str:
    """“Library hours, Thu Nov 26”: its name, and the day when it began to leave."""
    name = broadcast.version.template.name
    return f"{name}, {day_in_words(broadcast.started_at)}" if broadcast.started_at else name


def meeting_named(meeting: Meeting) -> str:
    """“Family Advisory Board, meeting 32, Thu Nov 26”."""
    return f"{name_of(meeting)}, {day_of(meeting)}"


def audience_of(broadcast: Broadcast) -> Iterator[tuple[str, str]]:
    """Each kind of filter of ``broadcast``: what it asks, and what was chosen. Four queries at most."""
    filters = Filters.read(broadcast.audience)
    if filters.groups:
        groups = Group.objects.of(broadcast.community).filter(pk__in=filters.groups).order_by("name")
        yield _("Members of these groups"), _either(group.name for group in groups)
    if filters.roles:
        yield _("People who are"), _chosen(ROLE_NAMES, filters.roles)
    if filters.languages:
        yield _("People who read"), _chosen(LANGUAGES, filters.languages)
    meetings = Meeting.objects.of(broadcast.community).select_related("group")
    if filters.asked_to:
        yield meeting_named(meetings.get(pk=filters.asked_to)), _chosen(ANSWER_NAMES, filters.answers)
    if filters.held:
        yield meeting_named(meetings.get(pk=filters.held)), _chosen(PRESENCE_NAMES, filters.presence)
    if filters.earlier:
        sent = Broadcast.objects.of(broadcast.community).select_related("version__template")
        yield named(sent.get(pk=filters.earlier)), _chosen(OUTCOME_NAMES, filters.outcomes)


def _chosen(names: list[Any], chosen: tuple[str, ...]) -> str:
    return _either(str(name) for word, name in names if word in chosen)


def _either(names: Any) -> str:
    return _(" or ").join(names)


def left_out_in_words(numbers: dict[str, int]) -> list[tuple[str, int]]:
    """Why people get nothing, and how many."""
    return [(str(Recipient.LeftOut(reason).label), people) for reason, people in numbers.items()]


def failed_in_words(numbers: dict[int | None, int]) -> list[tuple[str, int]]:
    """Why texts did not arrive and what to do, and how many, by Twilio's error code.

    ``numbers`` are of last tries. Codes of one meaning are one line.
    """
    found: dict[str, int] = {}
    for code, people in numbers.items():
        text = Message(state=Message.State.FAILED, error_code=code)
        text.tried_again = False  # type: ignore[attr-defined]
        why = f"{trouble_of(text)} {advice_for(text)}"
        found[why] = found.get(why, 0) + people
    return sorted(found.items(), key=lambda line: -line[1])


def dropped_in_words(numbers: dict[str, int]) -> list[tuple[str, int]]:
    """Why texts that waited were not sent, and how many."""
    return [
        (str(Message.Dropped(why).label) if why else _("it was not sent"), people)
        for why, people in numbers.items()
    ]
