"""A parent ends what somebody holds, or allows it again."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from community.core import audit
from community.people.models import Consent, Person
from community.people.services import end_consents, give_consent
from referrals.sharing.selectors import Held, children_of, said_about
from referrals.tracking.holding import standing
from referrals.tracking.models import Child
from referrals.tracking.services.agreeing import end_of


def split(key: str) -> tuple[str, int | None]:
    """Purpose and recipient of a ``Held.key``."""
    purpose, _colon, recipient = key.partition(":")
    return purpose, int(recipient) if recipient.isdigit() and int(recipient) else None


def _own(parent: Person, children: Collection[int] | None) -> list[Child]:
    """The children of ``parent``, or those of ``children`` who are theirs."""
    own = children_of(parent).select_for_update(of=("self",))
    return list(own if children is None else own.filter(pk__in=list(children)))


@transaction.atomic
def end_holding(
    parent: Person, key: str, *, channel: str, children: Collection[int] | None = None
) -> Consent | None:
    """End what ``key`` (purpose and recipient) says, for all children of ``parent`` or for some of them.

    From the commit on the recipient sees nothing of them. Twice is once. Returns the consent that was the
    last to end, now or before; None where there never was one.
    """
    purpose, recipient = split(key)
    own = _own(parent, children)
    said = said_about(child.pk for child in own).filter(purpose=purpose, recipient=recipient)
    stood = set(said.filter(withdrawal=None).values_list("subject_id", flat=True))
    end_consents(Consent.objects.filter(pk__in=said.values("pk")), channel=channel)
    for child in own:
        if child.pk in stood:
            audit.record(child, "end_holding", by=parent, channel=channel, why=key)
    return said.exclude(withdrawal=None).order_by("withdrawal__withdrawn_at", "pk").last()


def said_last(children: Collection[int], key: str) -> Consent | None:
    """The last yes under ``key`` for one of ``children``, standing or over."""
    purpose, recipient = split(key)
    return said_about(children).filter(purpose=purpose, recipient=recipient).last()


@transaction.atomic
def allow_again(
    parent: Person, ended: Consent, *, channel: str, children: Collection[int] | None = None
) -> None:
    """Give again what ``ended`` was, in the same words, for each child of whom it was held; twice is once."""
    for child in _own(parent, children):
        last = said_last([child.pk], Held.key_of(ended))
        if last is None or standing(ended.purpose, child=child.pk, recipient=ended.recipient).exists():
            continue
        give_consent(
            parent,
            purpose=last.purpose,
            wording=last.wording,
            language=last.language,
            channel=channel,
            recipient=last.recipient,
            subject_id=child.pk,
            ends_on=end_of(last.purpose, parent.community.today()),
        )
        audit.record(child, "allow_again", by=parent, channel=channel, why=Held.key_of(last))


def undo_end(parent: Person, ended: Consent, *, channel: str) -> None:
    """Give again what ended together with ``ended``, and no more; twice is once."""
    together = Consent.objects.filter(
        purpose=ended.purpose,
        recipient=ended.recipient,
        person__community=parent.community_id,
        withdrawal__withdrawn_at=ended.withdrawal.withdrawn_at,
    )
    children: Any = set(together.values_list("subject_id", flat=True))
    allow_again(parent, ended, channel=channel, children=children)
