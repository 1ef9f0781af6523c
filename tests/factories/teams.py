"""Promises and shared measures, for tests."""

import datetime
from typing import Any

from community.models import Group, Person, Program
from referrals.models import Commitment, CountedAs
from referrals.teams.selectors import team_of
from referrals.teams.services import ask_for_measure, count_as, promise


def promised(by: Person, *, days: int = 30, title: str = "Screen every child", **more: Any) -> Commitment:
    """What ``by`` promised for their organization, due in ``days``."""
    team = team_of(by.community)
    assert isinstance(team, Group)
    due_on = by.community.today() + datetime.timedelta(days=days)
    told = {"organisation": by.organisation, "measure": "9 of 10 screened", **more}
    return promise(team, title=title, due_on=due_on, by=by, **told)


def counted(by: Person, coordinator: Person, *, title: str = "Children screened") -> CountedAs:
    """What a program of ``by``'s organization counts of a measure."""
    program, _made = Program.objects.get_or_create(organisation=by.organisation, name="Toddler group")
    measure = ask_for_measure(by.community, title=title, by=coordinator)
    return count_as(measure, program=program, own_name="EPIC report 14", by=coordinator)
