"""What releases add to a first page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from community.core.registry import Todo
from referrals.reports.models import Draft
from referrals.reports.rules import prepares_reports

LOOK = 45


def way_in(person: Any) -> Iterator[Todo]:
    """To the releases: the rail of staff is full without them."""
    if prepares_reports(person):
        yield Todo(_("Releases of numbers"), reverse("reports"))


def todos(person: Any) -> Iterator[Todo]:
    """The drafts of others that wait for a second look."""
    if not prepares_reports(person):
        return
    waiting = Draft.objects.of(person.community).filter(state=Draft.State.PREPARED)
    for draft in waiting.exclude(prepared_by=person):
        yield Todo(_("Numbers to release wait for your look"), reverse("report_draft", args=[draft.pk]), LOOK)
