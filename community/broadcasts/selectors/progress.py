"""How far a broadcast is: how many wait, left, arrived, failed, and who gets nothing."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from community.broadcasts.models import Broadcast, Recipient
from community.messaging.models import Message
from community.messaging.selectors import TRIED_AGAIN

State = Message.State
A_LIST = 30


class Fate(NamedTuple):
    """What became of a place: left out for a reason, still to come, or the state of its last try."""

    left_out: str
    state: str | None
    error_code: int | None
    dropped_for: str


class Progress(NamedTuple):
    """Numbers of people. ``failed`` is by Twilio's error code, ``left_out`` and ``dropped`` by reason."""

    total: int
    waiting: int
    sent: int
    delivered: int
    unknown: int
    failed: dict[int | None, int]
    left_out: dict[str, int]
    dropped: dict[str, int]

    @property
    def missed(self) -> int:
        return sum(self.failed.values())

    @property
    def settled(self) -> int:
        """Those for whom there is nothing to wait for."""
        return self.total - self.waiting


def texts_of(broadcast: Broadcast) -> QuerySet[Message]:
    """Every try to text somebody for ``broadcast``."""
    return Message.objects.filter(
        Q(broadcast_recipient__broadcast=broadcast) | Q(first_try__broadcast_recipient__broadcast=broadcast)
    )


def missed_by(broadcast: Broadcast) -> list[tuple[int, str]]:
    """Whose last try failed: the thread's key and the name, the first ``A_LIST`` by name."""
    failed = texts_of(broadcast).filter(~TRIED_AGAIN, state=State.FAILED)
    return list(
        failed.order_by("person__display_name", "pk").values_list("thread", "person__display_name")[:A_LIST]
    )


def progress_of(broadcast: Broadcast) -> Progress:
    """How far ``broadcast`` is. Two queries; a text that was tried again counts as its last try."""
    fates = _fates(broadcast)
    states: Counter[str | None] = Counter()
    failed: Counter[int | None] = Counter()
    left_out: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for fate, people in fates.items():
        if fate.left_out:
            left_out[fate.left_out] += people
        elif fate.state == State.FAILED:
            failed[fate.error_code] += people
        elif fate.state == State.DROPPED:
            dropped[fate.dropped_for] += people
        else:
            states[fate.state] += people
    return Progress(
        total=sum(fates.values()) - sum(left_out.values()),
        waiting=states[None] + states[State.QUEUED] + states[State.SENDING],
        sent=states[State.SENT],
        delivered=states[State.DELIVERED],
        unknown=states[State.UNKNOWN],
        failed=dict(failed.most_common()),
        left_out={reason: left_out[reason] for reason in Recipient.LeftOut.values if left_out[reason]},
        dropped=dict(dropped.most_common()),
    )


def _fates(broadcast: Broadcast) -> Counter[Fate]:
    """How many people have which fate."""
    told = ("left_out", "message__state", "message__error_code", "message__dropped_for")
    rows = Recipient.objects.filter(broadcast=broadcast).values_list(*told).annotate(people=Count("pk"))
    fates: Counter[Fate] = Counter()
    for left_out, state, code, why, people in rows:
        fates[Fate(left_out, state, code, why or "")] += people
    for first, last in _last_tries(broadcast).values():
        fates[first] -= 1
        fates[last] += 1
    return +fates


def _last_tries(broadcast: Broadcast) -> dict[int, tuple[Fate, Fate]]:
    """What became of the first and the last try of each text that was tried again, by the first one's key."""
    again = Message.objects.filter(first_try__broadcast_recipient__broadcast=broadcast).order_by("attempt")
    found: dict[int, tuple[Fate, Fate]] = {}
    for row in again.values(
        "first_try_id", "state", "error_code", "dropped_for",
        "first_try__state", "first_try__error_code", "first_try__dropped_for",
    ):  # fmt: skip
        found[row["first_try_id"]] = (_fate(row, "first_try__"), _fate(row, ""))
    return found


def _fate(row: Mapping[str, Any], of: str) -> Fate:
    return Fate("", row[f"{of}state"], row[f"{of}error_code"], row[f"{of}dropped_for"] or "")
