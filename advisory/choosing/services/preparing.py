"""Preparing a panel: what is looked for, who sits on it, who stands."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from advisory.choosing.models import Criterion, Panel, PanelCandidate, PanelSeat
from advisory.choosing.rules import MOST_POINTS, may_run
from advisory.choosing.services.holding import hold_to_run, only_in
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import transition
from community.core.tidying import one_line
from community.messaging.services import refuse_private
from community.people.models import Group, Person
from community.people.selectors import roster

State = Panel.State
HEAVIEST = 10
# A ballot names its choices by the letters of the alphabet.
MOST_CANDIDATES = 26


@transaction.atomic
def begin_panel(group: Group, *, title: str, places: int, by: Person) -> Panel:
    """Begin to look for somebody: ``title`` says what for, ``places`` how long the shortlist is."""
    if not may_run(by, group):
        raise NotAllowed(_("Only a facilitator or a coordinator can lead a panel."))
    title = one_line(title, most=120)
    refuse_private(group.community, title)
    if not 2 <= places <= MOST_CANDIDATES:
        raise BadInput(_("A shortlist has from 2 to %(most)d places.") % {"most": MOST_CANDIDATES})
    panel = Panel.objects.create(group=group, title=title, places=places)
    audit.record(panel, "begin", by=by, to_state=panel.state)
    return panel


def _not_frozen(panel: Panel) -> None:
    only_in(panel, State.DRAFT, State.SCORING)
    if panel.frozen_at is not None:
        raise Refused(_("The first scores are given, so the criteria do not change any more."))


@transaction.atomic
def add_criterion(panel: Panel, *, by: Person, name: str, weight: int, meanings: Sequence[str]) -> Criterion:
    """Say one thing that is looked for; ``meanings`` are those of the scores from 0 to 4.

    Raises Refused when the first scores are given, or when it is named already.
    """
    held = hold_to_run(panel, by=by)
    _not_frozen(held)
    name = one_line(name, most=80)
    if not 1 <= weight <= HEAVIEST:
        raise BadInput(_("A weight is from 1 to %(most)d.") % {"most": HEAVIEST})
    if len(meanings) != MOST_POINTS + 1:
        raise BadInput(_("Say what each score means, from 0 to 4."))
    means = {f"means_{points}": one_line(words, most=120) for points, words in enumerate(meanings)}
    if held.criteria.filter(name=name).exists():
        raise Refused(_("That criterion is there already."))
    last = held.criteria.aggregate(last=Max("place"))["last"] or 0
    criterion = Criterion.objects.create(panel=held, place=last + 1, name=name, weight=weight, **means)
    audit.record(criterion, "add", by=by)
    return criterion


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: Person) -> None:
    """Take a criterion away, before the first scores are given."""
    _not_frozen(hold_to_run(criterion.panel, by=by))
    audit.record(criterion, "remove", by=by)
    criterion.delete()


@transaction.atomic
def give_seat(panel: Panel, *, by: Person, person: Person) -> PanelSeat:
    """Put a member of the group on the panel."""
    held = hold_to_run(panel, by=by)
    only_in(held, State.DRAFT, State.SCORING)
    if not roster(held.group, held.group.community.today()).filter(pk=person.pk).exists():
        raise BadInput(_("Only members of the group sit on its panel."))
    seat, made = PanelSeat.objects.get_or_create(panel=held, person=person)
    if made:
        audit.record(seat, "seat", by=by)
    return seat


@transaction.atomic
def take_seat(seat: PanelSeat, *, by: Person) -> None:
    """Take somebody off the panel who has given no scores and declared no conflict."""
    only_in(hold_to_run(seat.panel, by=by), State.DRAFT, State.SCORING)
    if seat.sheets.exists() or seat.conflicts.exists():
        raise Refused(_("They have begun, so they stay on the panel."))
    audit.record(seat, "unseat", by=by)
    seat.delete()


@transaction.atomic
def add_candidate(panel: Panel, *, by: Person, name: str, note: str = "") -> PanelCandidate:
    """Add somebody who could be chosen. The name is for the staff and the panel, until the vote."""
    held = hold_to_run(panel, by=by)
    only_in(held, State.DRAFT, State.SCORING)
    name = one_line(name, most=80)
    if held.candidates.filter(name=name).exists():
        raise Refused(_("That candidate is there already."))
    if held.candidates.count() >= MOST_CANDIDATES:
        raise Refused(_("A panel has %(most)d candidates at most.") % {"most": MOST_CANDIDATES})
    last = held.candidates.aggregate(last=Max("place"))["last"] or 0
    candidate = PanelCandidate.objects.create(panel=held, place=last + 1, name=name, note=note.strip())
    audit.record(candidate, "add", by=by)
    return candidate


@transaction.atomic
def open_scoring(panel: Panel, *, by: Person) -> Panel:
    """Let the members of the panel score. It needs a criterion, a member and two candidates."""
    held = hold_to_run(panel, by=by)
    if not held.criteria.exists() or not held.seats.exists() or held.candidates.count() < 2:
        raise Refused(_("A panel needs a criterion, somebody who scores, and two candidates."))
    return transition(held, "open_scoring", by=by)
