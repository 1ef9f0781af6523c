"""Projects: written, looked at with notes that say who and when, found feasible or not."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from advisory.budgets.models import Idea, Project, ProjectNote, ProjectText, Round
from advisory.budgets.services.holding import hold, only_in
from advisory.budgets.services.ideas import tell_proposer
from community.core import audit
from community.core.errors import BadInput, Refused
from community.core.lifecycle import transition
from community.core.tidying import one_line
from community.messaging.services import refuse_private
from community.people.models import Person

OPEN = (Round.State.IDEAS, Round.State.REVIEW)
# A ballot names projects by the letters of the alphabet.
MOST_PROJECTS = 26


class Words(NamedTuple):
    """A project in one language."""

    title: str
    text: str = ""


@transaction.atomic
def write_project(
    found: Round,
    *,
    by: Person,
    texts: Mapping[str, Words],
    project: Project | None = None,
    cost_cents: int | None = None,
    place: str = "",
) -> Project:
    """Write a new project of ``found``, or change ``project`` while it is still being looked at.

    ``texts`` by language; the community's first language is on the ballot and must be there.
    Raises BadInput for words that may not be, Refused for a title that another project has.
    """
    held = hold(found, by=by)
    only_in(held, *OPEN)
    named = _checked(held, texts)
    first = (held.group.community.languages or ["en"])[0]
    if first not in named:
        raise BadInput(_("Name the project in the language of the ballot."))
    if cost_cents is not None and cost_cents < 1:
        raise BadInput(_("A project costs something. Leave it empty while nobody knows how much."))
    title = named[first].title
    namesake = Project.objects.filter(round=held, title=title).first()
    if namesake is not None and namesake != project:
        raise Refused(_("Another project of this round has that name."))
    if project is None:
        last = Project.objects.filter(round=held).aggregate(last=Max("number"))["last"] or 0
        project = Project(round=held, number=last + 1)
    elif project.state != Project.State.DRAFT:
        raise Refused(_("This project has been looked at. To change it, look at it again."))
    project.title, project.cost_cents, project.place = title, cost_cents, " ".join(place.split())[:120]
    project.save()
    ProjectText.objects.filter(project=project).delete()
    ProjectText.objects.bulk_create(
        ProjectText(project=project, language=language, title=words.title, text=words.text)
        for language, words in named.items()
    )
    audit.record(project, "write", by=by, to_state=project.state)
    return project


def _checked(found: Round, texts: Mapping[str, Words]) -> dict[str, Words]:
    named = {}
    for language, words in texts.items():
        if not words.title.strip():
            if words.text.strip():
                raise BadInput(_("A text without a name cannot be shown. Name it in each language."))
            continue
        title = one_line(words.title, most=80)
        refuse_private(found.group.community, f"{title}. {words.text}")
        named[language] = Words(title, words.text.strip())
    return named


@transaction.atomic
def add_note(project: Project, *, by: Person, body: str) -> ProjectNote:
    """Keep what was found out about ``project``, with its author and day."""
    hold(project.round, by=by)
    if not body.strip():
        raise BadInput(_("Write a few words."))
    refuse_private(project.round.group.community, body)
    note = ProjectNote.objects.create(project=project, body=body.strip(), author=by)
    audit.record(project, "note", by=by)
    return note


@transaction.atomic
def find_feasible(project: Project, *, by: Person) -> Project:
    """Say that ``project`` can be done for its cost, within the budget. It needs a note that says so."""
    held = hold(project.round, by=by)
    only_in(held, *OPEN)
    project.refresh_from_db()
    if project.cost_cents is None:
        raise Refused(_("Write down what it costs first."))
    if project.cost_cents > held.budget_cents:
        raise Refused(_("It costs more than there is. Make it smaller, or say that it cannot be done."))
    if not project.notes.exists():
        raise Refused(_("Write down first what makes you sure."))
    feasible = Project.objects.filter(round=held, state=Project.State.FEASIBLE)
    if feasible.count() >= MOST_PROJECTS:
        raise Refused(_("A ballot holds %(most)d projects at most.") % {"most": MOST_PROJECTS})
    return transition(project, "find_feasible", by=by)


@transaction.atomic
def find_not_feasible(project: Project, *, by: Person, why: str) -> Project:
    """Say that ``project`` cannot be done, and why, to all and by text to those whose idea it was."""
    held = hold(project.round, by=by)
    only_in(held, *OPEN)
    why = one_line(why, most=120)
    refuse_private(held.group.community, why)
    transition(project, "find_not_feasible", by=by, why=why, why_not=why)
    for idea in Idea.objects.filter(project=project).select_related(
        "proposer__community", "round__group__community"
    ):
        tell_proposer(idea, why)
    return project


@transaction.atomic
def look_again(project: Project, *, by: Person, why: str) -> Project:
    """Look again at a project that was found feasible or not."""
    only_in(hold(project.round, by=by), *OPEN)
    return transition(project, "look_again", by=by, why=one_line(why, most=200), why_not="")
