"""What recruiting adds to a first page and to the page of a group."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.boards.selectors import is_member
from advisory.recruiting.rules import recruits
from advisory.recruiting.selectors import (
    applicants_for,
    by_stage,
    chosen_without_seat,
    interviews_to_come,
    newly_interested,
)
from advisory.recruiting.states import OVER
from community.core.registry import Todo
from community.core.words import when_in_words
from community.people.rules import is_coordinator, runs_meetings


def todos(person: Any) -> Iterator[Todo]:
    """Interviews to come, for members; for who runs meetings, people whom nobody has asked anywhere; for a
    coordinator those who wait for their seat."""
    for interview in interviews_to_come(person):
        words = _("Group interview of the %(group)s, %(when)s: meet those who would like to join") % {
            "group": interview.group.name,
            "when": when_in_words(interview.starts_at),
        }
        yield Todo(words, reverse("gathering", args=[interview.pk]), 60)
    if not runs_meetings(person):
        return
    for group in newly_interested(person.community):
        words = ngettext(
            "%(number)d person would like to join the %(group)s: ask them to an information session",
            "%(number)d people would like to join the %(group)s: ask them to an information session",
            group.waiting,
        ) % {"number": group.waiting, "group": group.name}
        yield Todo(words, reverse("recruiting", args=[group.pk]), 42)
    if is_coordinator(person):
        for applicant in chosen_without_seat(person.community):
            words = _("The %(group)s has chosen %(name)s: give the seat") % {
                "group": applicant.group.name,
                "name": applicant.person.display_name,
            }
            yield Todo(words, reverse("applicant", args=[applicant.pk]), 35)


def section(group: Any, person: Any) -> str:
    """How many stand where on the way into ``group``, for those who may see it."""
    if not recruits(person, group) and not is_member(person, group, group.community.today()):
        return ""
    waiting = applicants_for(person, group).exclude(state__in=OVER)
    stages = [(stage.label, len(people)) for stage, people in by_stage(waiting)]
    return render_to_string("recruiting/section.html", {"group": group, "stages": stages})


def offer(person: Any) -> tuple[str, str] | None:
    """What a coordinator of the demo would try: who would like to join."""
    if not is_coordinator(person):
        return None
    group = next(iter(newly_interested(person.community)), None)
    if group is None:
        return None
    return _("See who would like to join the board"), reverse("recruiting", args=[group.pk])
