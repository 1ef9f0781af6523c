"""Logging many referrals at once, by the same rules as one (``intake``), in a few statements a batch.

A child like none that is known, and like no other of the batch, is written with the others in one statement
a table. The rest, few in any file, go one by one through ``log_referral``. A test holds both ways equal, row
by row.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.among import among
from community.core.errors import BadInput, Refused
from community.core.many_rows import add_keyed, add_values
from community.people.models import LANGUAGES, Channel, Community, Consent, Person
from referrals.tracking.likeness import Entry
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
from referrals.tracking.services.due import due_when_new
from referrals.tracking.services.duplicates import add_marks
from referrals.tracking.services.intake import check_age, log_referral
from referrals.tracking.services.notes import check_note
from referrals.tracking.states import State
from referrals.tracking.wordings import referral_wording, sharing_wording, texts_wording

# What is kept of a parent, of a child, of something that was agreed to, and of a referral.
PARENT = ("community_id", "display_name", "phone", "language")
CHILD = ("community_id", "parent_id", "name", "birth_date", "zip_code", "language", "sex")
AGREED = (
    *("person_id", "subject_id", "purpose", "wording", "language"),
    *("channel", "recorded_by_id", "ends_on"),
)
Agreed = tuple[int, int | None, str, str, str, str, int, date | None]
REFERRAL = (
    *("community_id", "child_id", "organisation_id", "referred_by_id", "consent_id", "source"),
    *("referred_on", "age_band", "state_since", "due_on", "due_kind"),
)


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


class Parent(NamedTuple):
    """Whose child it is, as far as more is to be written."""

    key: int
    language: str


def log_many(entries: Sequence[NewReferral | Refused], *, by: Person) -> list[int | Refused]:
    """The key of the referral of each of ``entries``, or why there is none; what is refused already stays so.

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
                    outcomes[place] = log_referral(by=by, **vars(entry)).pk
            except Refused as refusal:
                outcomes[place] = refusal
        fresh = [place for place in alone if isinstance(outcomes[place], NewReferral)]
        written = _Batch(community, by, allowed).write([told[place] for place in fresh])
        for place, key in zip(fresh, written, strict=True):
            outcomes[place] = key
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
    there = Child.objects.of(community).filter(among("parent__phone", times))
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

    def write(self, entries: Sequence[NewReferral]) -> list[int]:
        """The keys of the referrals: one statement a table, in the order of ``entries``."""
        if not entries:
            return []
        home, sender = self.community.pk, self.organisation.pk
        parents = self._parents(entries)
        rows = (
            (home, parent.key, one.child_name, one.birth_date, one.zip_code, one.language, one.sex)
            for one, parent in zip(entries, parents, strict=True)
        )
        children = add_keyed(Child, CHILD, rows)
        add_marks(
            (home, child, Entry(one.child_name, one.birth_date, one.parent_phone, one.zip_code))
            for one, child in zip(entries, children, strict=True)
        )
        races = (
            (child, race)
            for one, child in zip(entries, children, strict=True)
            for race in dict.fromkeys(one.races)
        )
        add_values(ChildRace, ("child_id", "category"), races)
        families = list(zip(entries, children, parents, strict=True))
        agreed = ((*self._to_refer(*family), sender) for family in families)
        consents = add_keyed(Consent, (*AGREED, "recipient_id"), agreed)
        add_values(Consent, AGREED, self._further(families))
        referrals = add_keyed(Referral, REFERRAL, map(self._referral, entries, children, consents))
        self._follow(entries, referrals)
        return referrals

    def _follow(self, entries: Sequence[NewReferral], referrals: Sequence[int]) -> None:
        """What stands below each referral."""
        both = list(zip(referrals, entries, strict=True))
        notes = (
            (referral, self.allowed.pk, note)
            for referral, one in both
            if self.allowed and (note := check_note(one.note, self.allowed))
        )
        add_values(Note, ("referral_id", "under_id", "words"), notes)
        areas = Concern.values
        concerns = ((referral, area) for referral, one in both for area in areas if area in one.concerns)
        add_values(ReferralConcern, ("referral_id", "area"), concerns)
        steps = (
            (referral, State.REFERRED, one.referred_on or self.today, self.by.pk) for referral, one in both
        )
        add_values(Step, ("referral_id", "state", "happened_on", "recorded_by_id"), steps)
        audit.record_new(Referral, referrals, "log", by=self.by, to_state=State.REFERRED)

    def _parents(self, entries: Sequence[NewReferral]) -> list[Parent]:
        """The person of that name at each phone, or a new one (``intake._find_parent``)."""
        phones = {entry.parent_phone for entry in entries}
        there = Person.objects.of(self.community).filter(among("phone", phones)).order_by("-pk")
        known = {
            (phone, folded(name)): Parent(key, language)
            for key, phone, name, language in there.values_list("pk", "phone", "display_name", "language")
        }
        parents = [known.get((one.parent_phone, folded(one.parent_name))) for one in entries]
        new = [one for one, parent in zip(entries, parents, strict=True) if parent is None]
        home = self.community.pk
        rows = ((home, one.parent_name, one.parent_phone, one.language) for one in new)
        made = map(Parent, add_keyed(Person, PARENT, rows), (one.language for one in new))
        return [parent or next(made) for parent in parents]

    def _further(self, families: Sequence[tuple[NewReferral, int, Parent]]) -> Iterator[Agreed]:
        """What is agreed to beside the referral itself (``agreeing.keep_consents``)."""
        for one, child, parent in families:
            wording, texts = self.wordings[one.language]
            yield self._agreed(parent, Purpose.FOLLOW_UP, wording, one.language, about=child)
            if one.may_text:
                yield self._agreed(parent, Purpose.TEXTS, texts, one.language, about=None)
            for purpose in FURTHER:
                if purpose in one.also:
                    words = sharing_wording(purpose, parent.language, community=self.community)
                    until = end_of(purpose, self.today)
                    yield self._agreed(parent, purpose, words, parent.language, about=child, ends_on=until)

    def _to_refer(self, one: NewReferral, child: int, parent: Parent) -> Agreed:
        wording, _texts = self.wordings[one.language]
        return self._agreed(parent, Purpose.REFERRAL, wording, one.language, about=child)

    def _agreed(
        self,
        parent: Parent,
        purpose: str,
        wording: str,
        language: str,
        *,
        about: int | None,
        ends_on: date | None = None,
    ) -> Agreed:
        """The values of ``AGREED`` for what the parent said; ``about``: the key of the child it is about."""
        return parent.key, about, purpose, wording, language, Channel.VOICE, self.by.pk, ends_on

    def _referral(self, one: NewReferral, child: int, consent: int) -> tuple[Any, ...]:
        """The values of ``REFERRAL``."""
        day = one.referred_on or self.today
        due = due_when_new(birth_date=one.birth_date, zip_code=one.zip_code, referred_on=day)
        sender, band = self.organisation.pk, age_band(one.birth_date, day)
        told = (self.community.pk, child, sender, self.by.pk, consent, one.source, day, band, day)
        return *told, due["due_on"], due["due_kind"]
