"""One child, one open referral: who may be the same child, and which press is the same press."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.many_rows import add_values
from community.people.models import Community, Person
from referrals.sealing.marks import name_of, newest_key
from referrals.tracking.holding import held_by, may_hold
from referrals.tracking.likeness import Entry, Likeness, likeness, marks, marks_to_look_for
from referrals.tracking.models import Child, ChildMark, Referral
from referrals.tracking.rules import folded
from referrals.tracking.selectors import agreed_to_texts, marked_with_older_key

# A second press of the button within this time is the same press.
SAME_PRESS = timedelta(minutes=10)
# So many children are marked anew at a time.
CHUNK = 500


class AlreadyReferred(Refused):
    """The child has an open referral. ``referral`` is set only if it is of the asker's own organisation."""

    def __init__(self, message: str, *, referral: Referral | None) -> None:
        super().__init__(message)
        self.referral = referral


class Told(NamedTuple):
    """What one press of the button tells, besides the birth date and the phone; names are folded."""

    child_name: str
    parent_name: str
    zip_code: str
    language: str
    sex: str
    source: str
    may_text: bool
    races: frozenset[str]
    concerns: frozenset[str]
    also: frozenset[str] = frozenset()
    identified_on: date | None = None
    note: str = ""


def children_like(community: Community, entry: Entry, grade: Likeness = Likeness.SAME) -> list[Child]:
    """Children who are, or may be, this one, those of exactly this name first. Two queries in any case."""
    looked_for = marks_to_look_for(community.pk, entry)
    keys = ChildMark.objects.filter(mark__in=looked_for).values_list("child", flat=True)
    there = Child.objects.of(community).filter(pk__in=set(keys)).select_related("parent")
    alike = [child for child in there if likeness(entry_of(child), entry) is grade]
    return sorted(alike, key=lambda child: (folded(child.name) != folded(entry.name), child.pk))


def maybe_the_same(child: Child, *, by: Person) -> list[Referral]:
    """Open referrals of entries that may be ``child``, for ``by``, who follows all, to look into."""
    children = children_like(child.community, entry_of(child), Likeness.MAYBE)
    rows = held_by(by).filter(child__in=children).exclude(state=Referral.State.CLOSED)
    return list(rows.select_related("organisation").order_by("pk"))


def entry_of(child: Child) -> Entry:
    """What of ``child`` is compared. ``child.parent`` is read."""
    return Entry(child.name, child.birth_date, child.parent.phone or "", child.zip_code)


def keep_marks(children: Sequence[Child]) -> None:
    """Keep the marks by which each of ``children`` is found, in place of those before. Twice is once."""
    ChildMark.objects.filter(child__in=children).delete()
    add_marks((child.community_id, child.pk, entry_of(child)) for child in children)


def add_marks(told: Iterable[tuple[int, int, Entry]]) -> None:
    """The same for children who have none yet; of each its community's key, its own, and what is known."""
    key = newest_key()
    made_with = name_of(key)
    add_values(
        ChildMark,
        ("child_id", "mark", "made_with"),
        (
            (child_id, mark, made_with)
            for community_id, child_id, entry in told
            for mark in sorted(marks(community_id, entry, key))
        ),
    )


def mark_anew() -> int:
    """Mark with the newest key whoever is not yet, a few at a time; says how many. Twice is once."""
    done, last = 0, 0
    rows = marked_with_older_key().select_related("parent")
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        with transaction.atomic():
            keep_marks(chunk)
        done, last = done + len(chunk), chunk[-1].pk
    return done


def refuse_duplicate(known: list[Child], by: Person, told: Told) -> Referral | None:
    """Raise AlreadyReferred if one of ``known`` is being followed; the same press gives its referral."""
    open_ones = Referral.objects.filter(child__in=known).exclude(state=Referral.State.CLOSED)
    own = list(open_ones.filter(organisation=by.organisation))
    pressed_before = next((referral for referral in own if _is_same_press(referral, by, told)), None)
    if pressed_before is not None:
        return pressed_before
    if own:
        raise AlreadyReferred(
            _(
                "Your organization has an open referral for this child already. "
                "If this is a twin, write “twin” after the name."
            ),
            referral=own[0],
        )
    if open_ones.exists():
        raise AlreadyReferred(
            _(
                "Another organization has an open referral for this child. The Ambassador can tell you "
                "how to help. If this is a twin, write “twin” after the name."
            ),
            referral=None,
        )
    return None


def _is_same_press(referral: Referral, by: Person, told: Told) -> bool:
    """Whether ``by`` logged ``referral`` a moment ago with the same words; others are a new wish."""
    logged = referral.steps.filter(number=1, recorded_by=by, recorded_at__gt=timezone.now() - SAME_PRESS)
    child = referral.child
    kept = Told(
        child_name=folded(child.name),
        parent_name=folded(child.parent.display_name),
        zip_code=child.zip_code,
        language=child.language,
        # Silence leaves what was said of a known child before.
        sex=child.sex if told.sex else "",
        source=referral.source,
        may_text=Referral.objects.filter(Exists(agreed_to_texts()), pk=referral.pk).exists(),
        races=frozenset(race.category for race in child.races.all()) if told.races else frozenset(),
        concerns=frozenset(concern.area for concern in referral.concerns.all()),
        identified_on=referral.identified_on,
        note=referral.note_words,
        also=frozenset(purpose for purpose in told.also if may_hold(None, child, purpose)),
    )
    return kept == told and logged.exists()
