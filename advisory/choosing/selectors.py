"""Reading panels: who sits on them, what is still to be scored, how the scores spread."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from advisory.choosing.models import Criterion, Panel, PanelCandidate, PanelConflict, PanelSeat, PanelSheet
from advisory.choosing.rules import Spread, middle, spread_of, weighted
from community.people.models import Person
from community.people.rules import runs_meetings


def panels_for(person: Person) -> QuerySet[Panel]:
    """The panels that ``person`` may read, newest first."""
    found = Panel.objects.of(person.community).select_related("group__community")
    if runs_meetings(person):
        return found
    return found.filter(Exists(PanelSeat.objects.filter(panel=OuterRef("pk"), person=person)))


def seat_of(panel: Panel, person: Person) -> PanelSeat | None:
    return PanelSeat.objects.filter(panel=panel, person=person).first()


@dataclass(frozen=True)
class Row:
    """One candidate as one reader may see them.

    ``own``: "scored", "conflict", "waits", or "" for who does not sit on the panel. ``total`` and
    ``criteria`` are None while the reader may not see what others gave.
    """

    candidate: PanelCandidate
    own: str
    sheets: int
    conflicts: int
    total: Spread | None
    criteria: list[tuple[Criterion, Spread]] | None


def rows_of(panel: Panel, seat: PanelSeat | None) -> list[Row]:
    """Every candidate of ``panel`` for who sits on ``seat``, or for the staff when it is None. Five queries.

    While scores come in, a member sees what others gave to a candidate only after giving their own; who has
    a conflict, and the staff, only when the scoring is over.
    """
    criteria = list(panel.criteria.all())
    weights = {criterion.pk: criterion.weight for criterion in criteria}
    conflicts: dict[int, set[int]] = defaultdict(set)
    pairs = PanelConflict.objects.filter(candidate__panel=panel).values_list("candidate", "seat")
    for candidate_id, seat_id in pairs:
        conflicts[candidate_id].add(seat_id)
    sheets: dict[int, dict[int, dict[int, int]]] = defaultdict(dict)
    rows = PanelSheet.objects.filter(candidate__panel=panel).prefetch_related("scores")
    for sheet in rows:
        points = {score.criterion_id: score.points for score in sheet.scores.all()}
        sheets[sheet.candidate_id][sheet.seat_id] = points
    found = []
    for candidate in panel.candidates.all():
        given = sheets[candidate.pk]
        own = "" if seat is None else _own(seat.pk, given, conflicts[candidate.pk])
        shown = panel.state != Panel.State.SCORING or own == "scored"
        spread = [
            (criterion, one)
            for criterion in criteria
            if (one := spread_of([points[criterion.pk] for points in given.values()]))
        ]
        totals = [weighted(points, weights) for points in given.values()]
        total = Spread(min(totals), middle(totals), max(totals)) if totals else None
        found.append(
            Row(
                candidate,
                own,
                len(given),
                len(conflicts[candidate.pk]),
                total if shown else None,
                spread if shown else None,
            )
        )
    return found


def _own(seat_id: int, given: dict[int, dict[int, int]], conflicts: set[int]) -> str:
    if seat_id in conflicts:
        return "conflict"
    return "scored" if seat_id in given else "waits"


def totals_of(panel: Panel) -> dict[int, list[int]]:
    """The weighted total of every sheet, by candidate."""
    weights = dict(panel.criteria.values_list("pk", "weight"))
    totals: dict[int, list[int]] = {pk: [] for pk in panel.candidates.values_list("pk", flat=True)}
    for sheet in PanelSheet.objects.filter(candidate__panel=panel).prefetch_related("scores"):
        points = {score.criterion_id: score.points for score in sheet.scores.all()}
        totals[sheet.candidate_id].append(weighted(points, weights))
    return totals


def missing(panel: Panel) -> int:
    """How many sheets are still to come: a candidate and a member who has declared no conflict, each."""
    pairs = panel.seats.count() * panel.candidates.count()
    done = PanelSheet.objects.filter(candidate__panel=panel).count()
    aside = PanelConflict.objects.filter(candidate__panel=panel).count()
    return pairs - done - aside


def to_score(person: Person) -> QuerySet[PanelCandidate]:
    """The candidates that wait for the scores of ``person``."""
    seats = PanelSeat.objects.filter(panel=OuterRef("panel"), person=person)
    sheets = PanelSheet.objects.filter(candidate=OuterRef("pk"), seat__person=person)
    conflicts = PanelConflict.objects.filter(candidate=OuterRef("pk"), seat__person=person)
    scoring = PanelCandidate.objects.filter(panel__state=Panel.State.SCORING)
    return scoring.filter(Exists(seats), ~Exists(sheets), ~Exists(conflicts)).select_related("panel")
