"""What a parent agrees to about a child, by purpose and recipient, kept word for word."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from community.core.errors import BadInput
from community.people.models import Channel, Consent, Organisation, Person
from community.people.services import give_consent
from referrals.tracking.holding import standing
from referrals.tracking.models import Child
from referrals.tracking.rules import SHARED_FOR
from referrals.tracking.wordings import referral_wording, sharing_wording, texts_wording

Purpose = Consent.Purpose
# What a parent may agree to beside the referral itself.
FURTHER = (Purpose.CONFERENCE, Purpose.MEASURES)


def end_of(purpose: str, today: date) -> date | None:
    """The last day of a yes that is given today; None where it holds until it is ended."""
    return today + SHARED_FOR if purpose in (Purpose.CONFERENCE, Purpose.SHARE) else None


def agree(
    child: Child,
    purpose: str,
    *,
    by: Person | None,
    organisation: Organisation | None = None,
    channel: str = Channel.VOICE,
) -> Consent:
    """Keep the parent's yes to ``purpose`` in the words and the language in which it was asked.

    ``organisation`` is who may hold the record for it; None is the community's own team. ``by``: who wrote
    it down; None where the parent did it. A yes that stands already is returned as it is.
    """
    home = child.community
    if organisation is not None and organisation.community_id != home.pk:
        raise BadInput(_("This organization is not of your community."))
    stands = standing(purpose, child=child.pk, recipient=organisation).order_by("-pk").first()
    if stands is not None:
        return stands
    language = child.parent.language
    if purpose == Purpose.REFERRAL and organisation is not None:
        wording = referral_wording(language, organisation=organisation)
    else:
        wording = sharing_wording(purpose, language, community=home, organisation=organisation)
    return give_consent(
        child.parent,
        purpose=purpose,
        wording=wording,
        language=language,
        channel=channel,
        recorded_by=by,
        recipient=organisation,
        subject_id=child.pk,
        ends_on=end_of(purpose, home.today()),
    )


def keep_consents(child: Child, *, by: Person, may_text: bool, also: Collection[str]) -> Consent:
    """Keep what was agreed to with a referral that ``by`` logs; returns the consent to the referral itself.

    Its words also say that the team checks that they are called, so that is kept with the same words.
    ``also``: what else was agreed to, of ``FURTHER``.
    """
    parent, home, sender = child.parent, child.community, by.organisation
    assert sender is not None  # noqa: S101  only somebody of an organization logs a referral
    said: Any = {"language": child.language, "channel": Channel.VOICE, "recorded_by": by}
    wording = referral_wording(child.language, organisation=sender)
    consent = give_consent(
        parent, purpose=Purpose.REFERRAL, wording=wording, recipient=sender, subject_id=child.pk, **said
    )
    give_consent(parent, purpose=Purpose.FOLLOW_UP, wording=wording, subject_id=child.pk, **said)
    if may_text:
        texts = texts_wording(child.language, community=home)
        give_consent(parent, purpose=Purpose.TEXTS, wording=texts, **said)
    for purpose in FURTHER:
        if purpose in also:
            agree(child, purpose, by=by)
    return consent
