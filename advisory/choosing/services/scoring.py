"""Scoring: each member for themselves, once a candidate, unless they are too near."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.choosing.models import (
    Panel,
    PanelCandidate,
    PanelConflict,
    PanelScore,
    PanelSeat,
    PanelSheet,
)
from advisory.choosing.rules import MOST_POINTS
from advisory.choosing.selectors import seat_of
from advisory.choosing.services.holding import hold, only_in
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.tidying import one_line
from community.people.models import Person


def _seat(candidate: PanelCandidate, by: Person) -> tuple[Panel, PanelSeat]:
    panel = hold(candidate.panel)
    seat = seat_of(panel, by)
    if seat is None:
        raise NotAllowed(_("Only those who sit on the panel score."))
    only_in(panel, Panel.State.SCORING)
    return panel, seat


@transaction.atomic
def give_scores(candidate: PanelCandidate, *, by: Person, points: Mapping[int, int]) -> PanelSheet:
    """Keep what ``by`` gives ``candidate``: points from 0 to 4 by the key of every criterion.

    It is given once: whoever could change it could change it after seeing the others'. The first scores of
    a panel freeze its criteria. Raises NotAllowed for who does not sit on the panel or has declared a
    conflict, Refused when they have scored already.
    """
    panel, seat = _seat(candidate, by)
    if PanelConflict.objects.filter(seat=seat, candidate=candidate).exists():
        raise NotAllowed(_("You said that you are too near to this candidate, so you do not score them."))
    if PanelSheet.objects.filter(seat=seat, candidate=candidate).exists():
        raise Refused(_("You have given your scores already."))
    criteria = set(panel.criteria.values_list("pk", flat=True))
    if set(points) != criteria or not all(0 <= given <= MOST_POINTS for given in points.values()):
        raise BadInput(_("Give every criterion a score from 0 to 4."))
    sheet = PanelSheet.objects.create(seat=seat, candidate=candidate)
    PanelScore.objects.bulk_create(
        PanelScore(sheet=sheet, criterion_id=criterion, points=given) for criterion, given in points.items()
    )
    if panel.frozen_at is None:
        panel.frozen_at = timezone.now()
        panel.save(update_fields=["frozen_at"])
    audit.record(sheet, "score", by=by)
    return sheet


@transaction.atomic
def declare_conflict(candidate: PanelCandidate, *, by: Person, why: str) -> PanelConflict:
    """Say that ``by`` is too near to ``candidate``, and how. Scores they gave them are taken back."""
    _panel, seat = _seat(candidate, by)
    why = one_line(why, most=200)
    conflict, made = PanelConflict.objects.get_or_create(
        seat=seat, candidate=candidate, defaults={"why": why}
    )
    if made:
        for sheet in PanelSheet.objects.filter(seat=seat, candidate=candidate):
            audit.record(sheet, "take_back", by=by)
            sheet.delete()
        audit.record(conflict, "declare", by=by)
    return conflict
