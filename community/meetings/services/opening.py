"""With what a meeting opens: what is late of its own next steps, and the recap of the other body.

A recap goes to other people than those who were there, so it holds only what a guest may see.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from community.core import registry
from community.core.registry import Opening
from community.core.words import day_in_words
from community.meetings.models import ActionItem, AgendaItem, Meeting
from community.meetings.selectors import (
    agenda_of,
    keeps_apart,
    open_to_guests,
    turnout_of,
    with_turnout,
)
from community.meetings.words import day_of, name_of
from community.people.models import Group

# These two bodies tell each other what they did.
BODIES = (Group.Kind.ADVISORY_BOARD, Group.Kind.ACTION_TEAM)
# The frame of an evening is nobody's news; a past record has words of its own for these.
NO_NEWS = {
    *(AgendaItem.Kind.ICEBREAKER, AgendaItem.Kind.RECAP, AgendaItem.Kind.NEXT_STEPS),
    *("opening_reflection", "cross_body_recap", "next_step"),
}
MOST_TOPICS = 6
MOST_STEPS = 10


def late_steps(meeting: Meeting) -> Iterator[Opening]:
    """The next steps that are due before ``meeting`` and not done, the oldest first."""
    if meeting.roster_day is None:
        return
    open_still = ActionItem.objects.filter(
        group=meeting.group_id, done_at=None, due_on__lt=meeting.roster_day
    )
    steps = list(open_still.exclude(meeting=meeting).select_related("owner", "owner_organisation"))
    lines = [_step_line(step, with_owner=True) for step in steps[:MOST_STEPS]]
    if len(steps) > MOST_STEPS:
        lines.append(_("and %(number)s more") % {"number": len(steps) - MOST_STEPS})
    if lines:
        yield Opening(AgendaItem.Kind.NEXT_STEPS, _("Next steps that are due"), 10, "\n".join(lines))


def recaps(meeting: Meeting) -> Iterator[Opening]:
    """One recap of each body of the other kind that has met before."""
    if meeting.group.kind not in BODIES:
        return
    others = Group.objects.filter(community=meeting.group.community_id, kind__in=BODIES)
    for group in others.exclude(kind=meeting.group.kind).order_by("pk"):
        last = _last_told(group, meeting)
        if last is not None:
            title = _("News from the %(group)s") % {"group": group.name}
            yield Opening(AgendaItem.Kind.RECAP, title, 10, "\n".join(recap_of(last)))


def _last_told(group: Group, before: Meeting) -> Meeting | None:
    """The last meeting of ``group`` that is over and that others may hear of."""
    over = Meeting.objects.filter(
        group=group, state=Meeting.State.CLOSED, members_only=False, month__lte=before.month
    )
    found = with_turnout(over.exclude(pk=before.pk)).select_related("group__community")
    return found.order_by("-month", "-held_on", "-number").first()


def recap_of(meeting: Meeting) -> Iterator[str]:
    """What ``meeting``, from ``with_turnout``, tells another body: one fact a line."""
    yield f"{name_of(meeting)}, {day_of(meeting)}"
    turnout = turnout_of(meeting)
    if turnout.present is not None:
        yield _("Came: %(turnout)s") % {"turnout": turnout.words}
    for lines in registry.recap_lines:
        yield from lines(meeting)
    talked = open_to_guests(agenda_of(meeting)).filter(state=AgendaItem.State.DONE)
    for item in talked.exclude(kind__in=NO_NEWS)[:MOST_TOPICS]:
        yield _("Talked about: %(title)s") % {"title": item.title}
    if not keeps_apart(meeting):
        for step in ActionItem.objects.filter(meeting=meeting)[:MOST_TOPICS]:
            yield _("Next step: %(step)s") % {"step": _step_line(step, with_owner=False)}


def _step_line(step: ActionItem, *, with_owner: bool) -> str:
    """“Ask the library (Rosa Diaz, Thu Nov 26)”, as far as it is known."""
    owner = (step.owner or step.owner_organisation) if with_owner else None
    facts = [str(owner) if owner else "", day_in_words(step.due_on) if step.due_on else ""]
    said = ", ".join(filter(None, facts))
    return f"{step.title} ({said})" if said else step.title
