"""Reading budget rounds."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from advisory.budgets.models import Idea, Project, ProjectText, Round
from advisory.decisions.models import Decision
from community.people.models import Community, Consent, Person
from community.people.selectors import people_at


def rounds_of(community: Community) -> QuerySet[Round]:
    """The rounds of ``community``, newest first, with how many ideas wait to be read."""
    waiting = Count("ideas", filter=Q(ideas__state=Idea.State.NEW))
    return Round.objects.of(community).select_related("group__community").annotate(waiting=waiting)


def published(community: Community) -> QuerySet[Round]:
    """What everybody may read, newest first."""
    return rounds_of(community).filter(published_at__isnull=False)


def collecting(community: Community) -> Round | None:
    """The round that takes ideas now: the newest published one in that state whose day has not passed."""
    open_still = Q(ideas_until__isnull=True) | Q(ideas_until__gte=community.today())
    return published(community).filter(open_still, state=Round.State.IDEAS).first()


def projects_of(found: Round, *, public: bool) -> QuerySet[Project]:
    """The projects of a round with their texts; ``public`` leaves out those still being looked at."""
    rows = Project.objects.filter(round=found).prefetch_related("texts")
    return rows.exclude(state=Project.State.DRAFT) if public else rows


def text_in(project: Project, language: str) -> ProjectText:
    """The words of ``project`` in ``language``, else those of the ballot or the first there are."""
    texts = {text.language: text for text in project.texts.all()}
    own = next((text for text in texts.values() if text.title == project.title), None)
    return texts.get(language) or own or ProjectText(project=project, language="", title=project.title)


def count_of(found: Round) -> dict[str, Any]:
    """What the count of the round's vote printed; empty before there is one."""
    result = getattr(found.decision, "result", None) if found.decision_id else None
    return (result.count or {}) if result is not None and result.passed else {}


def left_cents(found: Round) -> int:
    """What the vote left unspent."""
    won = Project.objects.filter(round=found, state__in=Project.WON)
    return found.budget_cents - sum(cost or 0 for cost in won.values_list("cost_cents", flat=True))


def votes_for(decision: Decision, marks: Any) -> dict[int, int]:
    """How many ballots name each place; ``marks`` are those of the ballots."""
    votes = dict.fromkeys((choice.place for choice in decision.choices.all()), 0)
    for marked in marks:
        for place in marked or ():
            votes[place] += 1
    return votes


def proposer_of(idea: Idea) -> Person | None:
    """Whom to tell about ``idea``: who sent it, or whoever has its phone now and has agreed to our texts."""
    if idea.proposer is not None:
        return idea.proposer
    people = people_at(idea.round.group.community, idea.phone) if idea.phone else []
    agreed = Consent.objects.filter(person__in=people, purpose=Consent.Purpose.TEXTS, withdrawal=None)
    [*willing] = {consent.person_id for consent in agreed}
    return next((one for one in people if len(people) == 1 and one.pk in willing), None)
