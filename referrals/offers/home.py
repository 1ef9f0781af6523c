"""What offers add to first pages, and to the page of a referral."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.registry import Todo
from referrals.offers.rules import hears_of_stuck, may_send
from referrals.offers.selectors import last_offer, positions, stuck, to_answer, went_back
from referrals.offers.states import ALIVE, State
from referrals.tracking.models import Referral
from referrals.tracking.rules import follows_own, may_log


def todos(person: Any) -> Iterator[Todo]:
    """Families who wait for an answer of one's own, answers that nobody gives, and nos."""
    if follows_own(person) and may_log(person):
        waiting = to_answer(person).filter(state=State.OPEN).count()
        if waiting:
            words = ngettext(
                "%(count)s family waits for your answer", "%(count)s families wait for your answer", waiting
            )
            yield Todo(words % {"count": waiting}, reverse("offers"), 12)
    if hears_of_stuck(person):
        silent = stuck(person.community, timezone.now()).count()
        if silent:
            words = ngettext(
                "%(count)s family waits, and the organization does not answer",
                "%(count)s families wait, and the organizations do not answer",
                silent,
            )
            yield Todo(words % {"count": silent}, reverse("offers"), 11)
    if hears_of_stuck(person) or follows_own(person):
        back = went_back(person).count()
        if back:
            words = ngettext(
                "%(count)s family was told no: find another place",
                "%(count)s families were told no: find another place",
                back,
            )
            yield Todo(words % {"count": back}, reverse("offers_back"), 13)


def section(referral: Any, person: Any) -> str:
    """Where the family was sent, what was answered, and the ways on and back; on the referral's page."""
    offer = last_offer(referral)
    waits = offer is not None and offer.state in ALIVE and referral.receiver_id == offer.organisation_id
    acting = may_send(person, referral) and referral.state != Referral.State.CLOSED
    if offer is None and not acting:
        return ""
    shown = {
        "referral": referral,
        "offer": offer,
        "waits": waits,
        "may_send": acting and not waits,
        "left": offer is not None
        and offer.state == State.ACCEPTED
        and referral.receiver_id != offer.organisation_id,
        "position": positions([offer]).get(offer.pk) if offer else None,
    }
    return render_to_string("offers/section.html", shown)


def offer(person: Any) -> tuple[str, str] | None:
    """What a provider of the demo would try."""
    if not may_log(person) or not to_answer(person).exists():
        return None
    return _("Say yes, later or no to a family that was sent to you"), reverse("offers")
