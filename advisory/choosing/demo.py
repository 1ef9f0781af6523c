"""A sample panel whose scores come in."""

from typing import Any

from advisory.choosing import services

# Made-up names; what the group looks for, its weight, and what the scores mean.
CANDIDATES = ["Joelle Baptiste", "Terrence Boyd", "Maribel Soto", "Dana Whitfield"]
CRITERIA = [
    (
        "Knows the neighborhood",
        3,
        ("Has never been here", "Has visited", "Works nearby", "Lives here", "Families here ask them first"),
    ),
    (
        "Listens to families",
        2,
        ("Talks over people", "Waits", "Asks", "Asks and remembers", "Changed something because of it"),
    ),
    ("Speaks our languages", 1, ("One", "One and a little", "Two", "Two well", "All three")),
]
SCORES = [[(4, 3, 2), (2, 2, 1), (3, 4, 3), (1, 2, 2)], [(3, 3, 2), (0, 1, 1), (4, 3, 3), (2, 2, 1)]]


def seed_panel(cast: Any) -> None:
    """Three members score; two have, and one of them is a neighbor of a candidate."""
    by = cast.staff["facilitator"]
    panel = services.begin_panel(cast.board, title="A new family ambassador", places=2, by=by)
    for name, weight, meanings in CRITERIA:
        services.add_criterion(panel, by=by, name=name, weight=weight, meanings=meanings)
    candidates = [services.add_candidate(panel, by=by, name=name) for name in CANDIDATES]
    # The last one is whom visitors of the demo mostly are.
    named = {member.display_name: member for member in cast.members}
    scorers = [cast.members[0], cast.members[1], named.get("Ana Lucía Reyes", cast.members[2])]
    for person in scorers:
        services.give_seat(panel, by=by, person=person)
    services.open_scoring(panel, by=by)
    criteria = list(panel.criteria.values_list("pk", flat=True))
    for person, sheets in zip(scorers, SCORES, strict=False):
        for candidate, points in zip(candidates, sheets, strict=True):
            services.give_scores(candidate, by=person, points=dict(zip(criteria, points, strict=True)))
    services.declare_conflict(candidates[1], by=scorers[1], why="We live next door.")
