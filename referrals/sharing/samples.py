"""What the parents of the sample referrals agreed to beside the referral itself."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from community.core import audit
from community.people.models import Consent, Organisation, Person, StaffRole
from community.people.selectors import staff_of
from referrals.sharing.models import Glass
from referrals.sharing.words import BROKEN
from referrals.tracking.models import Referral
from referrals.tracking.services.agreeing import end_of
from referrals.tracking.wordings import sharing_wording

Purpose = Consent.Purpose
# Of ten parents how many agree to what.
ALSO = [(Purpose.CONFERENCE, 7), (Purpose.MEASURES, 9)]
# One parent's yes to being followed up ends so soon that it is time to ask again.
ENDS_SOON = timedelta(days=20)


def seed_shares(cast: Any) -> None:
    """Add them to ``cast.community``: one reading, one insert."""
    rows = Referral.objects.of(cast.community).select_related("child__community", "consent", "receiver")
    found = list(rows.order_by("pk"))
    given = [one for row in found for one in _further(row)]
    _end_one_soon(given, found, cast.today)
    Consent.objects.bulk_create(given)
    by = staff_of(cast.community, StaffRole.Role.FACILITATOR).first()
    if by is not None and found:
        _open_in_an_emergency(found[-1], by=by)


def _end_one_soon(given: list[Consent], found: list[Referral], today: date) -> None:
    """Of the family that has been on its way for the longest, which stands high on the Ambassador's list."""
    child = next((row.child_id for row in found if row.state != Referral.State.CLOSED), None)
    for one in given:
        if one.subject_id == child and one.purpose == Purpose.FOLLOW_UP:
            one.ends_on = today + ENDS_SOON


def _open_in_an_emergency(referral: Referral, *, by: Person) -> None:
    """Yesterday evening; nobody has looked into it yet."""
    opened_at = timezone.now() - timedelta(days=1)
    reason = "The child was brought to the door after the meeting, and nobody could reach the parent."
    glass = Glass.objects.create(referral=referral, person=by, reason=reason, opened_at=opened_at)
    audit.record(referral.child, BROKEN, by=by, why=str(glass.pk))


def _further(referral: Referral) -> Iterator[Consent]:
    yield _given(referral, Purpose.FOLLOW_UP)
    if referral.receiver is not None:
        yield _given(referral, Purpose.SHARE, to=referral.receiver)
    for purpose, of_ten in ALSO:
        if referral.pk % 10 < of_ten:
            yield _given(referral, purpose)


def _given(referral: Referral, purpose: Purpose, *, to: Organisation | None = None) -> Consent:
    said, home = referral.consent, referral.child.community
    if purpose == Purpose.FOLLOW_UP:
        wording = said.wording
    else:
        wording = sharing_wording(purpose, said.language, community=home, organisation=to)
    return Consent(
        person_id=said.person_id,
        purpose=purpose,
        recipient=to,
        subject_id=referral.child_id,
        wording=wording,
        language=said.language,
        channel=said.channel,
        given_at=said.given_at,
        ends_on=end_of(purpose, referral.referred_on),
        recorded_by_id=said.recorded_by_id,
    )
