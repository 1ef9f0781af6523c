"""The answer of an organization. Each may be pressed twice; the first answer stands."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.access import require
from community.core.errors import BadInput, Refused
from community.core.lifecycle import transition
from community.people.models import Person
from referrals.directory.services import take_place
from referrals.offers.models import Offer
from referrals.offers.rules import may_answer, may_withdraw
from referrals.offers.states import ALIVE, State
from referrals.tracking.models import Referral
from referrals.tracking.services import take_step, transfer_referral


@transaction.atomic
def accept_offer(offer: Offer, *, by: Person) -> Offer:
    """The organization takes the family: the referral is received, and an open place is gone.

    Raises Refused where no place is left: of two who take the last one, the second hears it.
    """
    locked = answerable(offer, by=by)
    if locked.state == State.ACCEPTED:
        return locked
    _check_open(locked)
    done = _answer(locked, "accept", by=by)
    if locked.service is not None:
        take_place(locked.service, by=by)
    receive(locked.referral, by=by)
    return done


def receive(referral: Referral, *, by: Person) -> None:
    """The step "received", where the family was not called already."""
    if referral.state == Referral.State.REFERRED:
        take_step(referral, Referral.State.RECEIVED, happened_on=by.community.today(), by=by)


@transaction.atomic
def decline_offer(offer: Offer, *, reason: str, by: Person) -> Offer:
    """The organization can't take the family: the referral goes back to who sent it, and the Ambassador's
    list has it. Days that have passed stay counted."""
    locked = answerable(offer, by=by)
    if (locked.state, locked.reason) == (State.DECLINED, reason):
        return locked
    if reason not in Offer.Reason.values:
        raise BadInput(_("Choose a reason."))
    _check_open(locked)
    done = _answer(locked, "decline", by=by, reason=reason, expected_on=None)
    send_back(locked, by=by)
    return done


@transaction.atomic
def put_on_waiting_list(offer: Offer, *, expected_on: date | None, by: Person) -> Offer:
    """The family waits for a place, expected on a day or some day. Its place in the list is that of the
    day on which it was offered."""
    locked = answerable(offer, by=by)
    if (locked.state, locked.expected_on) == (State.WAITING, expected_on):
        return locked
    if expected_on is not None and expected_on < by.community.today():
        raise BadInput(_("This day is past. Write the day on which you expect a place."))
    _check_open(locked)
    return _answer(locked, "wait", by=by, expected_on=expected_on)


@transaction.atomic
def withdraw_offer(offer: Offer, *, by: Person) -> Offer:
    """Who sent the family takes it back, before anybody has taken it."""
    locked = lock(offer)
    require(may_withdraw(by, locked.referral))
    if locked.state == State.WITHDRAWN:
        return locked
    done = transition(locked, "withdraw", by=by)
    if locked.referral.state != Referral.State.CLOSED:
        send_back(locked, by=by)
    return done


def lock(offer: Offer) -> Offer:
    """The referral first, as whoever sends it does, then the offer."""
    Referral.objects.select_for_update().get(pk=offer.referral_id)
    return (
        Offer.objects.select_for_update(of=("self",))
        .select_related("referral__community", "referral__child", "service__listing", "organisation")
        .get(pk=offer.pk)
    )


def answerable(offer: Offer, *, by: Person) -> Offer:
    """The same, for whoever may answer it."""
    locked = lock(offer)
    require(may_answer(by, locked))
    return locked


def _check_open(offer: Offer) -> None:
    if offer.state in ALIVE and offer.referral.state == Referral.State.CLOSED:
        raise Refused(_("This referral is closed."))


def _answer(offer: Offer, verb: str, *, by: Person, **changes: Any) -> Offer:
    return transition(offer, verb, by=by, answered_by=by, answered_at=timezone.now(), **changes)


def send_back(offer: Offer, *, by: Person) -> None:
    """Who sent the family is to act again. No clock starts again."""
    if offer.referral.receiver_id == offer.organisation_id:
        transfer_referral(offer.referral, receiver=None, happened_on=by.community.today(), by=by)
