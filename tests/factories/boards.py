"""Charters and seats for tests."""

import dataclasses
import datetime
from typing import Any

from advisory.boards.selectors import charters
from advisory.models import Charter, CharterRules, CharterVersion, Seat
from community.models import Group, Person
from tests.factories.people import SINCE, GroupFactory, staff


def chartered(group: Group, *, adopted_on: datetime.date = SINCE, **rules: Any) -> CharterVersion:
    """A version of the charter of ``group``, in force from ``adopted_on``, with ``rules``."""
    charter, _made = Charter.objects.get_or_create(group=group, kind="charter", defaults={"title": "Charter"})
    version = CharterVersion.objects.create(
        charter=charter,
        number=charter.versions.count() + 1,
        language="en",
        body="We decide together.",
        adopted_on=adopted_on,
    )
    CharterRules.objects.create(version=version, **rules)
    return version


def seated(group: Group, number: int = 1, **seat: Any) -> list[Seat]:
    """``number`` seats of ``group``, there since its members came."""
    last = Seat.objects.filter(group=group).count()
    return [
        Seat.objects.create(group=group, number=last + step, since=SINCE, **seat)
        for step in range(1, number + 1)
    ]


def house() -> tuple[Group, Person]:
    """A board and its coordinator."""
    group = GroupFactory()
    return group, staff(group.community, "coordinator")


def every_charter_says(monkeypatch: Any, **rules: Any) -> None:
    """The charter of every group has these rules; where it is silent, the defaults hold."""

    def ruled(_group: Group, _on: datetime.date, kind: Any) -> Any:
        known = {field.name for field in dataclasses.fields(kind)}
        return kind(**{name: value for name, value in rules.items() if name in known})

    monkeypatch.setattr(charters, "_ruled", ruled)
