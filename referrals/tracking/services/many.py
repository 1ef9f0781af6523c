"""Logging many referrals at once, by the same rules as one (``intake``), in a few statements a batch.

A child like none that is known, and like no other of the batch, is written with the others in one statement
a table. The rest, few in any file, go one by one through ``log_referral``. A test holds both ways equal, row
by row.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput, Refused
from community.core.many_rows import add_all, add_values
from community.people.models import LANGUAGES, Channel, Community, Consent, Person
from referrals.tracking.models import (
    Child,
    ChildRace,
    Concern,
    Note,
    NotesAllowed,
    Referral,
    ReferralConcern,
    Step,
)
from referrals.tracking.rules import age_band, folded, may_log
from referrals.tracking.selectors import notes_allowed
from referrals.tracking.services.agreeing import FURTHER, Purpose, end_of
from referrals.tracking.services.due import reckon_due
from referrals.tracking.services.duplicates import add_marks
from referrals.tracking.services.intake import check_age, log_referral
from referrals.tracking.services.notes import check_note
from referrals.tracking.wordings import referral_wording, sharing_wording, texts_wording

# What is kept of something that a parent agreed to.
AGREED = (
    *("person_id", "subject_id", "purpose", "wording", "language"),
    *("channel", "recorded_by_id", "ends_on"),
)
Agreed = tuple[int, int | None, str, str, str, str, int, date | None]


@dataclass(frozen=True)
class NewReferral:
    """What is told of one child, as ``log_referral`` takes it."""

    child_name: str
    birth_date: date
    zip_code: str
    language: str
    races: Sequence[str]
    concerns: Sequence[str]
    source: str
    parent_name: str
    parent_phone: str
    may_text: bool
    sex: str = ""
    referred_on: date | None = None
    also: Sequence[str] = ()
    note: str = ""


def log_many(entries: Sequence[NewReferral | Refused], *, by: Person) -> list[Referral | Refused]:
    """The referral of each of ``entries``, or why there is none; what is refused already stays so.

    The caller's transaction decides whether the others are kept.
    """
    require(may_log(by))
    outcomes: list[Any] = list(entries)
    with transaction.atomic():
        community = Community.objects.select_for_update(no_key=True).get(pk=by.community_id)
        told = {place: entry for place, entry in enumerate(entries) if isinstance(entry, NewReferral)}
        alone = _like_nobody(community, told)
        allowed = notes_allowed(by.organisation) if any(entry.note for entry in told.values()) else None
        for place, entry in told.items():
            try:
                if place in alone:
                    _check(entry, community.today(), allowed)
                else:
                    outcomes[place] = log_referral(by=by, **vars(entry))
            except Refused as refusal:
                outcomes[place] = refusal
        fresh = [place for place in alone if isinstance(outcomes[place], NewReferral)]
        written = _Batch(community, by, allowed).write([told[place] for place in fresh])
        for place, referral in zip(fresh, written, strict=True):
            outcomes[place] = referral
    return outcomes


def _check(entry: NewReferral, today: date, allowed: NotesAllowed | None) -> None:
    check_note(entry.note, allowed)
    check_age(entry.birth_date, entry.referred_on or today, today=today)
    if not set(entry.concerns) & set(Concern.values):
        raise BadInput(_("Choose at least one thing that somebody worries about."))


def _like_nobody(community: Community, told: Mapping[int, NewReferral]) -> list[int]:
    """The places of those who can be no child that is known, nor another of ``told``.

    Only at the same phone are two entries one child for certain (``tracking.likeness``).
    """
    times = Counter(entry.parent_phone for entry in told.values())
    there = Child.objects.of(community).filter(parent__phone__in=times)
    known = set(there.values_list("parent__phone", flat=True))
    return [
        place
        for place, entry in told.items()
        if times[entry.parent_phone] == 1 and entry.parent_phone not in known
    ]


class _Batch:
    """The rows of referrals of children like nobody known."""

    def __init__(self, community: Community, by: Person, allowed: NotesAllowed | None) -> None:
        assert by.organisation is not None  # noqa: S101  may_log has seen it
        self.community, self.by, self.organisation = community, by, by.organisation
        self.today, self.allowed = community.today(), allowed
        self.wordings = {
            language: (
                referral_wording(language, organisation=by.organisation),
                texts_wording(language, community=community),
            )
            for language, _name in LANGUAGES
        }

    def write(self, entries: Sequence[NewReferral]) -> list[Referral]:
        """One statement a table; the order is that of ``entries``."""
        if not entries:
            return []
        parents = self._parents(entries)
        children = add_all(map(self._child, entries, parents))
        add_marks(children)
        races = (
            (child.pk, race)
            for child, entry in zip(children, entries, strict=True)
            for race in dict.fromkeys(entry.races)
        )
        add_values(ChildRace, ("child_id", "category"), races)
        consents = add_all(map(self._to_refer, children))
        add_values(Consent, AGREED, self._further(children, entries))
        referrals = add_all(map(self._referral, entries, children, consents))
        self._follow(entries, referrals)
        return referrals

    def _follow(self, entries: Sequence[NewReferral], referrals: Sequence[Referral]) -> None:
        """What stands below each referral."""
        both = list(zip(referrals, entries, strict=True))
        notes = (
            (referral.pk, self.allowed.pk, note)
            for referral, entry in both
            if self.allowed and (note := check_note(entry.note, self.allowed))
        )
        add_values(Note, ("referral_id", "under_id", "words"), notes)
        areas = Concern.values
        concerns = (
            (referral.pk, area) for referral, entry in both for area in areas if area in entry.concerns
        )
        add_values(ReferralConcern, ("referral_id", "area"), concerns)
        steps = ((referral.pk, referral.state, referral.referred_on, self.by.pk) for referral in referrals)
        add_values(Step, ("referral_id", "state", "happened_on", "recorded_by_id"), steps)
        audit.record_all(
            [audit.line(referral, "log", by=self.by, to_state=referral.state) for referral in referrals]
        )

    def _parents(self, entries: Sequence[NewReferral]) -> list[Person]:
        """The person of that name at each phone, or a new one (``intake._find_parent``)."""
        phones = [entry.parent_phone for entry in entries]
        there = Person.objects.of(self.community).filter(phone__in=phones).order_by("-pk")
        known = {(person.phone, folded(person.display_name)): person for person in there}
        parents, new = [], []
        for entry in entries:
            person = known.get((entry.parent_phone, folded(entry.parent_name)))
            if person is None:
                person = Person(
                    community_id=self.community.pk,
                    display_name=entry.parent_name,
                    phone=entry.parent_phone,
                    language=entry.language,
                )
                new.append(person)
            parents.append(person)
        add_all(new)
        return parents

    def _child(self, entry: NewReferral, parent: Person) -> Child:
        return Child(
            community_id=self.community.pk,
            parent=parent,
            name=entry.child_name,
            birth_date=entry.birth_date,
            zip_code=entry.zip_code,
            language=entry.language,
            sex=entry.sex,
        )

    def _further(self, children: Sequence[Child], entries: Sequence[NewReferral]) -> Iterator[Agreed]:
        """What is agreed to beside the referral itself (``agreeing.keep_consents``)."""
        for child, entry in zip(children, entries, strict=True):
            wording, texts = self.wordings[child.language]
            yield self._agreed(child, Purpose.FOLLOW_UP, wording, child.language, about=child.pk)
            if entry.may_text:
                yield self._agreed(child, Purpose.TEXTS, texts, child.language, about=None)
            for purpose in FURTHER:
                if purpose in entry.also:
                    language = child.parent.language
                    words = sharing_wording(purpose, language, community=self.community)
                    until = end_of(purpose, self.today)
                    yield self._agreed(child, purpose, words, language, about=child.pk, ends_on=until)

    def _to_refer(self, child: Child) -> Consent:
        wording, _texts = self.wordings[child.language]
        agreed = self._agreed(child, Purpose.REFERRAL, wording, child.language, about=child.pk)
        values: Any = dict(zip(AGREED, agreed, strict=True))
        return Consent(**values, recipient_id=self.organisation.pk)

    def _agreed(
        self,
        child: Child,
        purpose: str,
        wording: str,
        language: str,
        *,
        about: int | None,
        ends_on: date | None = None,
    ) -> Agreed:
        """The values of ``AGREED`` for what the parent said; ``about``: the key of the child it is about."""
        return child.parent.pk, about, purpose, wording, language, Channel.VOICE, self.by.pk, ends_on

    def _referral(self, entry: NewReferral, child: Child, consent: Consent) -> Referral:
        day = entry.referred_on or self.today
        referral = Referral(
            community=self.community,
            child=child,
            organisation_id=self.organisation.pk,
            referred_by_id=self.by.pk,
            consent_id=consent.pk,
            source=entry.source,
            referred_on=day,
            age_band=age_band(entry.birth_date, day),
            state_since=day,
        )
        reckon_due(referral)
        return referral
