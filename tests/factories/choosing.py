"""Panels for tests."""

from advisory.choosing import services
from advisory.choosing.models import Panel, PanelCandidate
from community.models import Group, Person
from tests.factories.people import GroupFactory, member, staff

MEANINGS = ("nothing", "little", "some", "much", "all")


def prepared(
    scorers: int = 3, *, weights: tuple[int, ...] = (2, 1), candidates: int = 3, group: Group | None = None
) -> tuple[Panel, Person, list[Person], list[PanelCandidate]]:
    """A panel that scores: who leads it, who sits on it, who stands."""
    group = group or GroupFactory()
    by = staff(group.community, "facilitator")
    panel = services.begin_panel(group, title="A new ambassador", places=2, by=by)
    for at, weight in enumerate(weights):
        services.add_criterion(panel, by=by, name=f"Criterion {at}", weight=weight, meanings=MEANINGS)
    who = [member(group) for _seat in range(scorers)]
    for person in who:
        services.give_seat(panel, by=by, person=person)
    stand = [services.add_candidate(panel, by=by, name=f"Stander {at}") for at in range(candidates)]
    return services.open_scoring(panel, by=by), by, who, stand


def score(candidate: PanelCandidate, person: Person, *points: int) -> None:
    """Give ``points`` by the place of the criteria."""
    keys = candidate.panel.criteria.values_list("pk", flat=True)
    services.give_scores(candidate, by=person, points=dict(zip(keys, points, strict=True)))
