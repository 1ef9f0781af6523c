"""Reading charters: what is in force on a day, and what it rules."""

from dataclasses import fields
from datetime import date
from typing import TypeVar

from advisory.boards.models import Charter, CharterRules, CharterVersion
from advisory.boards.rules import JoiningRules, VotingRules
from community.people.models import Group

Rules = TypeVar("Rules", VotingRules, JoiningRules)


def charter_of(group: Group) -> Charter | None:
    """The charter of ``group``, whatever its versions."""
    return Charter.objects.filter(group=group, kind=Charter.Kind.CHARTER).first()


def version_in_force(charter: Charter, on: date) -> CharterVersion | None:
    """The last version that was adopted by ``on``; None before the first."""
    adopted = charter.versions.filter(adopted_on__lte=on).select_related("decision", "author")
    return adopted.order_by("adopted_on", "number").last()


def rules_of(group: Group, on: date) -> VotingRules:
    """How ``group`` votes on the day ``on``: by its charter in force, or by the defaults. One query."""
    return _ruled(group, on, VotingRules)


def joining_rules_of(group: Group, on: date) -> JoiningRules:
    """How ``group`` takes new members on the day ``on``. One query."""
    return _ruled(group, on, JoiningRules)


def _ruled(group: Group, on: date, kind: type[Rules]) -> Rules:
    written = CharterRules.objects.filter(
        version__charter__group=group,
        version__charter__kind=Charter.Kind.CHARTER,
        version__adopted_on__lte=on,
    )
    row = written.order_by("version__adopted_on", "version__number").last()
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)}) if row else kind()
