"""Asking somebody to one meeting who has no seat: a guest, or a candidate for a seat."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.core import audit
from community.core.errors import BadInput, Refused
from community.meetings.models import Invitation, Meeting
from community.meetings.selectors import belongs
from community.meetings.services.agenda import lock_unfinished
from community.meetings.services.bell import ring_for
from community.meetings.services.inviting import ask_to_come
from community.people.models import Channel, Community, Consent, Person
from community.people.services import give_consent


@transaction.atomic
def invite_guest(
    meeting: Meeting,
    *,
    standing: str,
    by: Person,
    person: Person | None = None,
    display_name: str = "",
    phone: str = "",
    language: str = "en",
    agrees: bool = False,
) -> Invitation:
    """Ask ``person``, or somebody new of this name, to ``meeting`` and to no other. They become no member.

    They get the invitation by text only with a consent: ``agrees`` says that ``by`` has just been told
    so, and is kept word for word. Who is at that phone under that name already is nobody new.
    Raises Refused where only members come, and for whoever has a seat or is asked already.
    """
    locked = lock_unfinished(meeting)
    if locked.members_only:
        raise Refused(_("Only members come to this meeting."))
    if standing not in (Invitation.Standing.GUEST, Invitation.Standing.CANDIDATE):
        raise BadInput(_("Choose guest or candidate."))
    community = Community.objects.select_for_update(no_key=True).get(pk=locked.group.community_id)
    who = person or _known_or_new(community, display_name.strip(), phone, language)
    if who.community_id != community.pk:
        raise BadInput(_("Choose somebody of this community."))
    if belongs(locked, who):
        raise Refused(_("%(name)s has a seat and is invited with the members.") % {"name": who.display_name})
    invitation, new = Invitation.objects.get_or_create(
        meeting=locked, person=who, defaults={"standing": standing}
    )
    if not new:
        raise Refused(_("%(name)s is invited already.") % {"name": who.display_name})
    if agrees and who.phone:
        _keep_consent(who, by=by)
    audit.record(invitation, "invite_guest", by=by, to_state=standing)
    if locked.state == Meeting.State.PLANNED:
        ask_to_come(locked, invitation)
    ring_for(locked)
    return invitation


def _known_or_new(community: Community, name: str, phone: str, language: str) -> Person:
    if not name:
        raise BadInput(_("Write the name of your guest."))
    known = Person.objects.of(community).filter(phone=phone, display_name__iexact=name) if phone else None
    same = known.first() if known is not None else None
    if same is not None:
        return same
    return Person.objects.create(
        community=community, display_name=name[:80], phone=phone or None, language=language
    )


def _keep_consent(person: Person, *, by: Person) -> None:
    """What they said to ``by``, unless a consent to texts stands."""
    if Consent.objects.filter(person=person, purpose=Consent.Purpose.TEXTS, withdrawal=None).exists():
        return
    with override(person.language):
        wording = _("You may text me about this meeting. I can text STOP at any time.")
    give_consent(
        person,
        purpose=Consent.Purpose.TEXTS,
        wording=wording,
        language=person.language,
        channel=Channel.VOICE,
        recorded_by=by,
    )


@transaction.atomic
def take_back_guest(invitation: Invitation, *, by: Person) -> None:
    """They are not asked any more; whoever has checked in stays in the record."""
    locked = lock_unfinished(invitation.meeting)
    if invitation.standing == Invitation.Standing.MEMBER:
        raise Refused(_("Members stay invited."))
    if locked.attendance.filter(person=invitation.person_id).exists():
        raise Refused(_("They are checked in already."))
    audit.record(invitation, "take_back", by=by)
    Invitation.objects.filter(pk=invitation.pk).delete()
    ring_for(locked)
