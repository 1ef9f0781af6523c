"""What proposals add to a first page, to an agenda, and to the page of a decision."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from advisory.proposals.models import Amendment, Proposal
from advisory.proposals.rules import reads_proposals
from advisory.proposals.selectors import brought_from, can_read, proposals_for
from community.core.registry import NEWS, Opening, Todo
from community.meetings.models import AgendaItem, Meeting
from community.people.rules import runs_meetings

NEW = timedelta(days=14)
# New proposals on a first page: the last ones.
SHOWN = 2
MINUTES = 15


def todos(person: Any) -> Iterator[Todo]:
    """Amendments that wait for this person's answer, what came back from a meeting, and what is new."""
    waiting = Amendment.objects.filter(
        state=Amendment.State.WAITING,
        version__proposal__proposed_by=person,
        version__proposal__state__in=Proposal.TALKED_ABOUT,
    ).exclude(author=person)
    for amendment in waiting.select_related("version__proposal"):
        proposal = amendment.version.proposal
        said = _("A change to “%(title)s” waits for your answer") % {"title": proposal.title}
        yield Todo(said, reverse("proposal", args=[proposal.pk]), 15)
    if runs_meetings(person):
        met = Proposal.objects.of(person.community).filter(
            state=Proposal.State.DEFERRED, deferred_to__state__in=Meeting.OVER
        )
        for proposal in met:
            said = _("The meeting that “%(title)s” was put off to is over. What becomes of it?")
            yield Todo(said % {"title": proposal.title}, reverse("proposal", args=[proposal.pk]), 25)
    if not reads_proposals(person):
        return
    new = proposals_for(person).filter(state=Proposal.State.OPEN, proposed_at__gte=Now() - NEW)
    for proposal in new.exclude(proposed_by=person)[:SHOWN]:
        said = _("New proposal: %(title)s") % {"title": proposal.title}
        yield Todo(said, reverse("proposal", args=[proposal.pk]), NEWS)


def ways_in(person: Any) -> Iterator[Todo]:
    """The list, for those who may read one."""
    if reads_proposals(person):
        yield Todo(_("Proposals"), reverse("proposals"))


def openings(meeting: Any) -> Iterator[Opening]:
    """What was put off to ``meeting`` stands on the draft of its agenda."""
    put_off = Proposal.objects.filter(state=Proposal.State.DEFERRED, deferred_to=meeting)
    for proposal in put_off.order_by("pk"):
        notes = _("A proposal that was put off to this meeting.")
        yield Opening(AgendaItem.Kind.DISCUSSION, proposal.title, MINUTES, notes)


def section(decision: Any, person: Any) -> str:
    """From which proposal a decision came, for those who may read it."""
    brought = brought_from(decision)
    if brought is None or not can_read(person, brought.version.proposal):
        return ""
    return render_to_string("proposals/came_from.html", {"brought": brought})
