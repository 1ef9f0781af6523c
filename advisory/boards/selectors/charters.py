"""Reading charters: what is in force on a day, what it rules, and how it came to say so."""

from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from advisory.boards.models import Charter, CharterRules, CharterTranslation, CharterVersion
from advisory.boards.rules import JoiningRules, PayRules, VotingRules
from community.minutes.marking import Piece, differences
from community.people.models import Community, Group

Rules = TypeVar("Rules", VotingRules, JoiningRules, PayRules)
# More versions than this are not compared on one page.
COMPARED = 10


def charter_of(group: Group) -> Charter | None:
    """The charter of ``group``, whatever its versions."""
    return Charter.objects.filter(group=group, kind=Charter.Kind.CHARTER).first()


def version_in_force(charter: Charter, on: date) -> CharterVersion | None:
    """The last version that was adopted by ``on``; None before the first."""
    adopted = charter.versions.filter(adopted_on__lte=on)
    return adopted.select_related("decision", "author", "rules").order_by("adopted_on", "number").last()


def latest_version(charter: Charter) -> CharterVersion:
    """The newest version, in force or not yet. A charter always has one."""
    return charter.versions.select_related("rules").order_by("number").reverse()[0]


def translations_of(version: CharterVersion) -> dict[str, CharterTranslation]:
    """The newest translation of ``version`` in each language it has been translated into. One query."""
    return {row.language: row for row in version.translations.order_by("pk")}


def texts_of(group: Group, on: date) -> QuerySet[Charter]:
    """The charter and the agreements of ``group``, each with ``adopted_on`` and ``review_on`` as in force
    on that day; both are empty for one that is not in force yet."""
    newest = CharterVersion.objects.filter(charter=OuterRef("pk"), adopted_on__lte=on).order_by("-number")
    return (
        Charter.objects.filter(group=group)
        .annotate(
            adopted_on=Subquery(newest.values("adopted_on")[:1]),
            review_on=Subquery(newest.values("review_on")[:1]),
        )
        .order_by("-kind", "title")
    )


def rules_of(group: Group, on: date) -> VotingRules:
    """How ``group`` votes on the day ``on``: by its charter in force, or by the defaults. One query."""
    return _ruled(group, on, VotingRules)


def joining_rules_of(group: Group, on: date) -> JoiningRules:
    """How ``group`` takes new members on the day ``on``. One query."""
    return _ruled(group, on, JoiningRules)


def pay_rules_of(group: Group, on: date) -> PayRules:
    """How ``group`` pays on the day ``on``. One query."""
    return _ruled(group, on, PayRules)


def _ruled(group: Group, on: date, kind: type[Rules]) -> Rules:
    written = CharterRules.objects.filter(
        version__charter__group=group,
        version__charter__kind=Charter.Kind.CHARTER,
        version__adopted_on__lte=on,
    )
    row = written.order_by("version__adopted_on", "version__number").last()
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)}) if row else kind()


@dataclass(frozen=True)
class Change:
    """One version beside the one before it."""

    version: CharterVersion
    pieces: list[Piece]


def changes(charter: Charter) -> list[Change]:
    """How each version differs from the one before, newest first."""
    rows = list(charter.versions.order_by("-number")[: COMPARED + 1])
    return [Change(later, differences(earlier.body, later.body)) for later, earlier in pairwise(rows)]


def deciding(group: Group) -> QuerySet[Any]:
    """The decisions of ``group`` that hold, the last first: one of them may have adopted a text.

    A first pass holds nothing, nor does what another body has yet to approve.
    """
    decisions = group.decisions
    waiting = (
        decisions.model.objects.filter(ratifies=OuterRef("pk"))
        .exclude(state__in=["withdrawn", "reopened"])
        .exclude(state="closed", result__passed=True)
    )
    passed = decisions.filter(~Exists(waiting), state="closed", is_first_pass=False, result__passed=True)
    return passed.order_by("-closed_at")


def overdue_reviews(community: Community, day: date) -> QuerySet[Any]:
    """Charters and agreements whose text in force should have been looked at by ``day``, longest first;
    each has its ``review_on``."""
    newest = CharterVersion.objects.filter(charter=OuterRef("pk"), adopted_on__lte=day).order_by("-number")
    return (
        Charter.objects.of(community)
        .annotate(review_on=Subquery(newest.values("review_on")[:1]))
        .filter(review_on__lte=day)
        .select_related("group")
        .order_by("review_on", "pk")
    )
