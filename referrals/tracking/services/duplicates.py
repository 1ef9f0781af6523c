"""One child, one open referral: who may be the same child, and which press is the same press."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.people.models import Community, Person
from referrals.tracking.models import Child, Referral
from referrals.tracking.rules import could_be_same, folded
from referrals.tracking.selectors import agreed_to_texts

# A second press of the button within this time is the same press.
SAME_PRESS = timedelta(minutes=10)


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


def children_like(community: Community, name: str, birth_date: date, phone: str) -> list[Child]:
    """Children who may be this one, those of exactly this name first."""
    there = Child.objects.of(community).filter(parent__phone=phone).select_related("parent")
    alike = [child for child in there if child.birth_date == birth_date and could_be_same(child.name, name)]
    return sorted(alike, key=lambda child: folded(child.name) != folded(name))


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
    )
    return kept == told and logged.exists()
