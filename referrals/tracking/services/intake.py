"""Logging a referral."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit, jobs
from community.core.access import require
from community.core.errors import BadInput, Refused
from community.people.models import Channel, Community, Consent, Organisation, Person
from community.people.selectors import people_at
from community.people.services import give_consent
from referrals.tracking.models import Child, ChildRace, Referral, Step
from referrals.tracking.rules import could_be_same, folded, may_log, third_birthday
from referrals.tracking.wordings import referral_wording, texts_wording

# A second press of the button within this time is the same press.
SAME_PRESS = timedelta(minutes=10)


class AlreadyReferred(Refused):
    """The child has an open referral. ``referral`` is set only if it is of the asker's own organisation."""

    def __init__(self, message: str, *, referral: Referral | None) -> None:
        super().__init__(message)
        self.referral = referral


def log_referral(
    *,
    by: Person,
    child_name: str,
    birth_date: date,
    zip_code: str,
    language: str,
    races: Iterable[str],
    concern: str,
    parent_name: str,
    parent_phone: str,
    may_text: bool,
) -> Referral:
    """Log that ``by``'s organisation refers a child today, with the parent's consent.

    ``parent_phone`` is E.164. ``races`` empty: the family did not say. ``may_text``: the parent also
    agreed to be asked by text. The same press again gives the same referral back. Raises
    AlreadyReferred for a child with an open referral, BadInput for one who is not under three.
    """
    require(may_log(by))
    assert by.organisation is not None  # noqa: S101  may_log has seen it
    with transaction.atomic():
        # One at a time in a community: of two presses at once the second finds the first's child.
        community = Community.objects.select_for_update(no_key=True).get(pk=by.community_id)
        today = community.today()
        check_age(birth_date, today)
        known = _children_like(community, child_name, birth_date, parent_phone)
        pressed_before = _refuse_duplicate(known, by)
        if pressed_before is not None:
            return pressed_before
        parent = _find_parent(community, parent_name, parent_phone, language)
        child = _keep_child(
            known, parent, name=child_name, birth_date=birth_date, zip_code=zip_code, language=language
        )
        for category in races:
            ChildRace.objects.get_or_create(child=child, category=category)
        referral = Referral.objects.create(
            child=child,
            organisation=by.organisation,
            referred_by=by,
            consent=_keep_consent(parent, by.organisation, language, may_text=may_text, by=by),
            concern=concern,
            referred_on=today,
            state_since=today,
        )
        Step.objects.create(referral=referral, state=referral.state, happened_on=today, recorded_by=by)
        audit.record(referral, "log", by=by, to_state=referral.state)
        jobs.every_minutes(60, "referrals.tracking.jobs.ask_families")
    return referral


def check_age(birth_date: date, today: date) -> None:
    """Raise BadInput unless a child born on ``birth_date`` is under three on ``today`` (34 CFR 303.303)."""
    if birth_date > today:
        raise BadInput(_("This birth date is in the future. Check the year."))
    if third_birthday(birth_date) <= today:
        raise BadInput(
            _(
                "This child is three or older. Early Intervention takes children under three; call the "
                "school district's preschool special education office instead."
            )
        )


def _children_like(community: Community, name: str, birth_date: date, phone: str) -> list[Child]:
    """Children who may be this one, those of exactly this name first."""
    born = Child.objects.of(community).filter(birth_date=birth_date, parent__phone=phone)
    alike = [child for child in born.select_related("parent") if could_be_same(child.name, name)]
    return sorted(alike, key=lambda child: folded(child.name) != folded(name))


def _refuse_duplicate(known: list[Child], by: Person) -> Referral | None:
    """Raise AlreadyReferred if one of ``known`` is being followed; the same press gives its referral."""
    open_ones = Referral.objects.filter(child__in=known).exclude(state=Referral.State.CLOSED)
    referral = open_ones.filter(organisation=by.organisation).first()
    if referral is not None:
        fresh = referral.steps.filter(recorded_by=by, recorded_at__gt=timezone.now() - SAME_PRESS)
        if fresh.filter(state=Referral.State.REFERRED).exists():
            return referral
        raise AlreadyReferred(
            _("Your organization has an open referral for this child already."), referral=referral
        )
    if open_ones.exists():
        raise AlreadyReferred(
            _(
                "Another organization has an open referral for this child. The Ambassador can tell you "
                "how to help. If this is a twin, write the whole first name."
            ),
            referral=None,
        )
    return None


def _find_parent(community: Community, name: str, phone: str, language: str) -> Person:
    """The person of that name at ``phone``, or a new one; a phone may serve several people."""
    for person in people_at(community, phone):
        if folded(person.display_name) == folded(name):
            return person
    return Person.objects.create(community=community, display_name=name, phone=phone, language=language)


def _keep_child(
    known: list[Child], parent: Person, *, name: str, birth_date: date, zip_code: str, language: str
) -> Child:
    """The child row: a known one of exactly this name, brought up to date, or a new one.

    A child known only by like initials stays another row, so that no agency sees a name it did not write.
    """
    for child in known:
        if folded(child.name) == folded(name):
            child.zip_code, child.language, child.parent = zip_code, language, parent
            child.save(update_fields=["zip_code", "language", "parent"])
            return child
    return Child.objects.create(
        community=parent.community,
        name=name,
        birth_date=birth_date,
        zip_code=zip_code,
        language=language,
        parent=parent,
    )


def _keep_consent(
    parent: Person, organisation: Organisation, language: str, *, may_text: bool, by: Person
) -> Consent:
    """Keep the consent to the referral, and the one to texts where it was given."""
    keep = partial(give_consent, parent, language=language, channel=Channel.VOICE, recorded_by=by)
    if may_text:
        texts = texts_wording(language, community=parent.community)
        keep(purpose=Consent.Purpose.TEXTS, wording=texts)
    wording = referral_wording(language, organisation=organisation)
    return keep(purpose=Consent.Purpose.REFERRAL, wording=wording)
