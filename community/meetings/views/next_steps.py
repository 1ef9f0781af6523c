"""What is still to be done: each group's list, and each organization's own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from community.core.access import door
from community.meetings.rules import may_finish, reads_meetings
from community.meetings.selectors import groups_with_steps, steps_for


@door(reads_meetings)
def next_steps(request: Any) -> HttpResponse:
    """The steps that are not done, soonest due first; ``?group=`` is a group's code."""
    person = request.person
    groups = groups_with_steps(request.community)
    code = request.GET.get("group", "")
    group = next((group for group in groups if group.code == code), None)
    today = request.community.today()
    rows = [
        (item, item.due_on is not None and item.due_on < today, may_finish(person, item))
        for item in steps_for(person, group)
    ]
    return render(request, "meetings/next_steps.html", {"rows": rows, "groups": groups, "chosen": group})
