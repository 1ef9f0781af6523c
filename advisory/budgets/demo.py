"""Two sample rounds: one that is being carried out, one that collects ideas."""

from datetime import timedelta
from typing import Any

from advisory.budgets import services
from advisory.budgets.models import Idea, Project, Round
from advisory.budgets.services.projects import Words
from advisory.decisions.models import Ballot, Decision
from advisory.decisions.services import cast_vote, close_decision, open_decision

# Made-up projects: names and texts in English, Spanish and Haitian Creole, dollars, place, which of four
# kinds of voters want it.
PROJECTS = [
    (
        {
            "en": Words("Diaper boxes for new parents", "A box with two weeks of diapers for 60 families."),
            "es": Words("Cajas de pañales para familias", "Pañales para dos semanas, 60 familias."),
            "ht": Words("Bwat kouchèt pou paran yo", "Yon bwat ak kouchèt pou de semèn, pou 60 fanmi."),
        },
        (2400, "Livonia Library", {0, 1}),
    ),
    (
        {
            "en": Words("Benches at the playground", "Four benches in the shade."),
            "es": Words("Bancos en el parque infantil", "Cuatro bancos a la sombra."),
            "ht": Words("Ban nan lakou jwèt la", "Kat ban nan lonbraj."),
        },
        (3100, "Betsy Head Park", {0, 2}),
    ),
    (
        {
            "en": Words("Saturday story hour in Creole", "A reader and books for twelve Saturdays."),
            "es": Words("Cuentos en criollo los sábados", "Una lectora y libros para doce sábados."),
            "ht": Words("Istwa an kreyòl chak samdi", "Yon moun ki li ak liv pou douz samdi."),
        },
        (1200, "Livonia Library", {3}),
    ),
    (
        {
            "en": Words("A mural on Belmont Avenue", "Painted by the neighbors."),
            "es": Words("Un mural en Belmont Avenue", "Pintado por los vecinos."),
            "ht": Words("Yon penti sou Belmont Avenue", "Vwazen yo ap pentire li."),
        },
        (2600, "Belmont Avenue", {2}),
    ),
]
IDEAS = ["More strollers to borrow", "A place to wash clothes together", "Music for babies in the park"]


def seed_round(cast: Any) -> None:
    """A round with its vote and first counts, and one whose ideas wait to be read."""
    by, coordinator = cast.staff["facilitator"], cast.staff["coordinator"]
    done = services.begin_round(
        cast.board, title="Small things that help", budget_cents=7_000_00, by=by, text="For our blocks."
    )
    services.publish_round(done, by=by)
    for texts, (dollars, place, _kinds) in PROJECTS:
        project = services.write_project(done, by=by, texts=texts, cost_cents=dollars * 100, place=place)
        services.add_note(project, by=coordinator, body="Asked for two offers; the cost holds until spring.")
        services.find_feasible(project, by=by)
    services.review_round(done, by=by)
    _vote(done, cast)
    _count(done, cast)
    collects = services.begin_round(cast.board, title="Ideas for spring", budget_cents=5_000_00, by=by)
    services.publish_round(collects, by=by)
    for words, person in zip(IDEAS, cast.members[3:], strict=False):
        idea, _new = services.propose(collects, words=words, channel=Idea.Channel.TEXT, proposer=person)
        if words != IDEAS[-1]:
            services.show_idea(idea, by=by, words=words)


def _vote(found: Round, cast: Any) -> None:
    by = cast.staff["facilitator"]
    decision = services.put_to_vote(found, by=by, method=Decision.Method.EQUAL_SHARES)
    open_decision(decision, by=by)
    for at, member in enumerate(cast.members[:20]):
        places = [place for place, (_t, (_d, _p, kinds)) in enumerate(PROJECTS, 1) if at % 4 in kinds]
        cast_vote(decision, voter=member, channel=Ballot.Channel.PHONE, marks=places)
    close_decision(decision, by=by)


def _count(found: Round, cast: Any) -> None:
    """Counts of the first chosen project: some, none, and once not recorded."""
    by = cast.staff["coordinator"]
    project = Project.objects.filter(round=found, state=Project.State.CHOSEN).first()
    if project is None:
        return
    boxes = services.add_measure(project, by=by, what="boxes packed", goal=60)
    for days, count, why in ((21, 24, ""), (14, None, "Nobody counted that day."), (7, 0, ""), (1, 18, "")):
        day = cast.today - timedelta(days=days)
        services.record_reading(boxes, by=by, on=day, count=count, why_none=why)
