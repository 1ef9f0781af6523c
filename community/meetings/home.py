"""What meetings add to a first page."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.registry import NEWS, FirstStep, Todo
from community.core.words import day_in_words
from community.meetings.models import ActionItem, Invitation, Meeting, Notice
from community.meetings.rules import runs_meetings
from community.meetings.selectors import overdue, running, steps_in
from community.meetings.words import day_of, name_of, when
from community.people.models import Membership, Person

SOON = timedelta(days=30)


def todos(person: Person) -> Iterator[Todo]:
    """For those who run meetings: what is on, and who has not answered. For members: their own answers."""
    if runs_meetings(person):
        yield from _for_staff(person)
        yield from _steps_in_trouble(person)
    yield from _for_members(person)
    yield from _invited(person)
    yield from _promised(person)


def _for_staff(person: Person) -> Iterator[Todo]:
    coming = running(person.community).filter(starts_at__lt=timezone.now() + SOON)
    leaves = Notice.objects.filter(meeting=OuterRef("pk"), kind=Notice.Kind.INVITE, sent_at=None)
    for meeting in coming.annotate(
        by_itself=Exists(leaves.filter(due_at__gt=timezone.now())),
        invited=Count("invitations"),
        waiting=Count("invitations", filter=Q(invitations__answer="")),
    ):
        page = reverse("meeting", args=[meeting.pk])
        if meeting.state == Meeting.State.OPEN:
            text = _("%(meeting)s is under way") % {"meeting": name_of(meeting)}
            yield Todo(text, reverse("meeting_console", args=[meeting.pk]), 1)
            continue
        if meeting.roster_day == person.community.today():
            text = _("%(meeting)s: today, %(when)s") % {"meeting": name_of(meeting), "when": when(meeting)}
            yield Todo(text, reverse("meeting_console", args=[meeting.pk]), 5)
        if not meeting.invited and not meeting.by_itself:
            text = _("Nobody is invited yet to %(meeting)s, %(when)s")
            yield Todo(text % {"meeting": name_of(meeting), "when": when(meeting)}, page, 15)
        elif meeting.waiting:
            text = ngettext(
                "%(number)s has not answered for %(day)s",
                "%(number)s have not answered for %(day)s",
                meeting.waiting,
            )
            yield Todo(text % {"number": meeting.waiting, "day": day_of(meeting)}, page, 20)


def _steps_in_trouble(person: Person) -> Iterator[Todo]:
    """Who asked for help, and how many steps are late."""
    waiting = steps_in(person.community, None).filter(said=ActionItem.Said.HELP)
    for item in waiting:
        words = {"owner": item.owner or item.owner_organisation, "title": item.title}
        yield Todo(_("%(owner)s needs help: %(title)s") % words, reverse("next_steps"), 12)
    late = overdue(person.community).count()
    if late:
        text = ngettext("%(number)s next step is overdue", "%(number)s next steps are overdue", late)
        yield Todo(text % {"number": late}, reverse("next_steps"), 30)


def _for_members(person: Person) -> Iterator[Todo]:
    day = person.community.today()
    seats = Membership.objects.on(day).filter(person=person, status__in=Membership.SEATED)
    mine = Q(group__in=seats.values("group")) | Q(joint_with__in=seats.values("group"))
    for meeting in running(person.community).filter(mine, state=Meeting.State.OPEN).distinct():
        text = _("%(meeting)s is under way: check in and follow it here") % {"meeting": name_of(meeting)}
        yield Todo(text, reverse("meeting_board", args=[meeting.pk]), 2)


def _invited(person: Person) -> Iterator[Todo]:
    """The meetings this person is asked to; those they come to stay in sight until they begin."""
    day = person.community.today()
    asked = Invitation.objects.filter(person=person, meeting__state=Meeting.State.PLANNED)
    for invitation in asked.select_related("meeting__group__community").order_by("meeting__starts_at"):
        meeting = invitation.meeting
        words = {"meeting": name_of(meeting), "when": when(meeting)}
        page = reverse("meeting", args=[meeting.pk])
        if not invitation.answer:
            yield Todo(_("Can you come? %(meeting)s, %(when)s") % words, page, 10)
        elif invitation.answer == Invitation.Answer.YES and not runs_meetings(person):
            if meeting.roster_day == day:
                yield Todo(_("%(meeting)s: today, %(when)s") % words, page, 20)
            elif meeting.roster_day > day:
                yield Todo(_("You said yes: %(meeting)s, %(when)s") % words, page, NEWS)


def _promised(person: Person) -> Iterator[Todo]:
    """What this person, or their organisation, said they would do by today or this week."""
    week = person.community.today() + timedelta(days=7)
    mine = Q(owner=person)
    if person.organisation_id:
        mine |= Q(owner_organisation=person.organisation_id)
    due = ActionItem.objects.filter(mine, done_at=None, due_on__lte=week, meeting__isnull=False)
    for item in due.select_related("group__community"):
        assert item.due_on is not None  # noqa: S101  the filter wants a day
        late = item.due_on < person.community.today()
        text = (
            _("You said you would: %(title)s. It was due %(day)s")
            if late
            else _("You said you would: %(title)s. It is due %(day)s")
        )
        words = {"title": item.title, "day": day_in_words(item.due_on)}
        yield Todo(text % words, reverse("meeting", args=[item.meeting_id]), 25 if late else 40)


def first_step(person: Person) -> FirstStep | None:
    """Those who run meetings plan one."""
    if not runs_meetings(person):
        return None
    return FirstStep(
        _("Plan a meeting"),
        reverse("meeting_new"),
        _(
            "When somebody has not answered, a text fails or a stipend needs approval, it shows here. "
            "Begin with the next meeting."
        ),
    )


def offer(person: Person) -> tuple[str, str] | None:
    """The first thing to try around this evening's meeting."""
    meeting = running(person.community).first()
    if meeting is None:
        return None
    if runs_meetings(person):
        text = _("Open this evening's meeting and check people in")
        return text, reverse("meeting_console", args=[meeting.pk])
    if Invitation.objects.filter(meeting=meeting, person=person).exists():
        return _("Say whether you come this evening, then follow the live board"), reverse(
            "meeting", args=[meeting.pk]
        )
    return None
