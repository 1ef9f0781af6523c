"""Forgetting those who did not join, when the time that the charter sets is over."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from advisory.boards.selectors import joining_rules_of
from advisory.decisions.models import Choice, Decision
from advisory.recruiting.models import Applicant
from advisory.recruiting.rules import called
from advisory.recruiting.selectors import old_applicants
from advisory.recruiting.services.gatherings import COMING
from advisory.recruiting.wordings import a_candidate, candidate
from community.core import audit
from community.messaging.services import close_every
from community.people.models import Group


def forget_old_applicants(now: datetime) -> int:
    """Delete the applications of those who did not join, with every note about them; says how many.

    The ballots of the votes about them stay, and name them no longer. The person stays as long as
    something else does: their agreement to our texts, say.
    """
    forgotten = 0
    for group in Group.objects.filter(applicants__isnull=False).select_related("community").distinct():
        days = joining_rules_of(group, group.community.today()).forget_after_days
        for applicant in old_applicants(group, now - timedelta(days=days)):
            forgotten += _forget(applicant, group, now - timedelta(days=days))
    return forgotten


@transaction.atomic
def _forget(applicant: Applicant, group: Group, before: datetime) -> int:
    """Forget one, unless they have moved on meanwhile."""
    rows = old_applicants(group, before).select_for_update(of=("self",))
    locked = rows.select_related("person", "decision").filter(pk=applicant.pk).first()
    if locked is None:
        return 0
    close_every(handlers=[COMING], subject_ids=list(locked.gatherings.values_list("pk", flat=True)))
    if locked.decision is not None:
        with translation.override(next(iter(group.community.languages), "en")):
            _strike_out_name(locked, locked.decision)
    audit.record(locked, "forget", by=None, from_state=locked.state)
    locked.delete()
    return 1


def _strike_out_name(applicant: Applicant, decision: Decision) -> None:
    if applicant.place is not None:
        Choice.objects.filter(decision=decision, place=applicant.place).update(
            title=candidate(applicant.place)
        )
    for name in (applicant.person.display_name, called(applicant.person.display_name)):
        if name in decision.title:
            decision.title = decision.title.replace(name, a_candidate())[:120]
            decision.save(update_fields=["title"])
