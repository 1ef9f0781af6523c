"""Logging a referral."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput
from community.people.models import Community, Person
from community.people.selectors import people_at
from referrals.tracking.likeness import Entry
from referrals.tracking.models import Child, ChildRace, Concern, Note, Referral, ReferralConcern, Step
from referrals.tracking.rules import age_band, folded, may_log, third_birthday
from referrals.tracking.selectors import notes_allowed
from referrals.tracking.services.agreeing import keep_consents
from referrals.tracking.services.due import reckon_due
from referrals.tracking.services.duplicates import Told, children_like, keep_marks, refuse_duplicate
from referrals.tracking.services.notes import check_note


def log_referral(
    *,
    by: Person,
    child_name: str,
    birth_date: date,
    zip_code: str,
    language: str,
    races: Iterable[str],
    concerns: Iterable[str],
    source: str,
    parent_name: str,
    parent_phone: str,
    may_text: bool,
    sex: str = "",
    referred_on: date | None = None,
    also: Collection[str] = (),
    identified_on: date | None = None,
    note: str = "",
) -> Referral:
    """Log that ``by``'s organisation refers a child, with the parent's consent.

    ``parent_phone`` is E.164. ``races`` or ``sex`` empty: the family did not say. ``may_text``: the
    parent also agreed to be asked by text. ``also``: what else they agreed to, of ``agreeing.FURTHER``.
    ``referred_on`` is today unless said otherwise; ``identified_on``: when it was noticed, if known, from
    which the days to refer run (10 NYCRR 69-4.3(a)). ``note``: only where notes are on. The same press again
    gives the same referral back; one that says anything else does not. Raises AlreadyReferred for a child
    with an open referral, BadInput for one who was not under three on that day.
    """
    require(may_log(by))
    assert by.organisation is not None  # noqa: S101  may_log has seen it
    with transaction.atomic():
        # One at a time in a community: of two presses at once the second finds the first's child.
        community = Community.objects.select_for_update(no_key=True).get(pk=by.community_id)
        day = referred_on or community.today()
        check_age(birth_date, day, today=community.today())
        check_noticed(identified_on, birth_date, day)
        allowed = notes_allowed(by.organisation) if note else None
        note = check_note(note, allowed)
        areas = [area for area in Concern.values if area in set(concerns)]
        if not areas:
            raise BadInput(_("Choose at least one thing that somebody worries about."))
        known = children_like(community, Entry(child_name, birth_date, parent_phone, zip_code))
        told = Told(
            *(folded(child_name), folded(parent_name), zip_code, language, sex, source),
            *(may_text, frozenset(races), frozenset(areas), frozenset(also), identified_on, note),
        )
        pressed_before = refuse_duplicate(known, by, told)
        if pressed_before is not None:
            return pressed_before
        parent = _find_parent(community, parent_name, parent_phone, language)
        child = _keep_child(
            [child for child in known if child.referrals.filter(organisation=by.organisation).exists()],
            parent,
            name=child_name,
            birth_date=birth_date,
            zip_code=zip_code,
            language=language,
            sex=sex,
        )
        _keep_races(child, told.races)
        referral = Referral(
            community=community,
            child=child,
            organisation=by.organisation,
            referred_by=by,
            consent=keep_consents(child, by=by, may_text=may_text, also=told.also),
            source=source,
            referred_on=day,
            identified_on=identified_on,
            age_band=age_band(birth_date, day),
            state_since=day,
        )
        reckon_due(referral)
        referral.save(force_insert=True)
        ReferralConcern.objects.bulk_create(ReferralConcern(referral=referral, area=area) for area in areas)
        if allowed and note:
            Note.objects.create(referral=referral, under=allowed, words=note)
        Step.objects.create(referral=referral, state=referral.state, happened_on=day, recorded_by=by)
        audit.record(referral, "log", by=by, to_state=referral.state)
    return referral


def check_age(birth_date: date, day: date, *, today: date) -> None:
    """Raise BadInput unless a child born on ``birth_date`` is under three on ``day``, the day of the
    referral, which is not to come (34 CFR 303.303)."""
    if day > today:
        raise BadInput(_("This day is in the future. Write the day it happened."))
    if birth_date > day:
        raise BadInput(
            _("This birth date is in the future. Check the year.")
            if birth_date > today
            else _("The birth date is after the day of the referral.")
        )
    if third_birthday(birth_date) <= day:
        raise BadInput(
            _(
                "This child is three or older. Early Intervention takes children under three; call the "
                "school district's preschool special education office instead."
            )
        )


def check_noticed(noticed: date | None, birth_date: date | None, day: date) -> None:
    """Raise BadInput where it was noticed after the ``day`` of the referral, or before the child was born."""
    if noticed is not None and (noticed > day or (birth_date is not None and noticed < birth_date)):
        raise BadInput(_("It was noticed between the child's birth and the day of the referral."))


def _find_parent(community: Community, name: str, phone: str, language: str) -> Person:
    """The person of that name at ``phone``, or a new one; a phone may serve several people."""
    for person in people_at(community, phone):
        if folded(person.display_name) == folded(name):
            return person
    return Person.objects.create(community=community, display_name=name, phone=phone, language=language)


def _keep_child(own: list[Child], parent: Person, *, name: str, birth_date: date, **told: str) -> Child:
    """The child row: one of exactly this name, brought up to date with what is told, or a new one.

    ``own`` are like children whom the same organisation has referred. A child known by like initials or
    from another agency stays another row, so that no agency sees what it did not write.
    """
    for child in own:
        if folded(child.name) == folded(name):
            said = {field: value for field, value in told.items() if value}
            for field, value in said.items():
                setattr(child, field, value)
            child.parent = parent
            child.save(update_fields=[*said, "parent"])
            keep_marks([child])
            return child
    child = Child.objects.create(
        community=parent.community, name=name, birth_date=birth_date, parent=parent, **told
    )
    keep_marks([child])
    return child


def _keep_races(child: Child, chosen: Collection[str]) -> None:
    """Keep what the family says now in place of what was said before; silence leaves that."""
    if chosen:
        child.races.exclude(category__in=chosen).delete()
    for category in chosen:
        ChildRace.objects.get_or_create(child=child, category=category)
