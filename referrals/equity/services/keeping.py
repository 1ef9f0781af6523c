"""Keeping imported figures."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import models, transaction

from community.people.models import Community
from referrals.equity.models import AggregateCount, Denominator, Indicator

Figure = AggregateCount | Denominator | Indicator


class Imported(NamedTuple):
    """What an import did to the figures that were there."""

    added: int
    changed: int
    same: int


def key_columns(model: type[models.Model]) -> tuple[str, ...]:
    """The columns that make two rows of one community the same figure: those of the unique constraint."""
    once = next(one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint))
    return tuple(column for column in once.fields if column != "community")


@transaction.atomic
def keep_figures(community: Community, figures: Sequence[Figure]) -> Imported:
    """Keep unsaved figures: a new one is added, a revised one replaces what was there.

    All or none; the same figures again change nothing. Imports of one community wait for each other.
    """
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    done = Imported(0, 0, 0)
    for model in {type(figure) for figure in figures}:
        done = Imported(*map(sum, zip(done, _keep(community, model, figures), strict=True)))
    return done


def _keep(community: Community, model: Any, figures: Sequence[Figure]) -> Imported:
    key = key_columns(model)
    there = {_values(row, key): row for row in model.objects.of(community)}
    rest = tuple(
        field.name for field in model._meta.concrete_fields if field.name not in {"id", "community", *key}
    )
    added, changed, same = [], [], 0
    for figure in (figure for figure in figures if type(figure) is model):
        row = there.get(_values(figure, key))
        if row is None:
            figure.community = community
            added.append(figure)
        elif _values(row, rest) == _values(figure, rest):
            same += 1
        else:
            figure.pk, figure.community = row.pk, community
            changed.append(figure)
    model.objects.bulk_create(added)
    model.objects.bulk_update(changed, rest)
    return Imported(len(added), len(changed), same)


def _values(row: Any, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in columns)
