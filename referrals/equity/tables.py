"""What a table of figures is: what was counted, of whom, where, when, by what, and from which source. Pure.

A figure is only what it is together with these. So tables carry them, and whoever sets two figures side by
side asks ``refuse_to_mix`` first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from referrals.equity.rules import EVERYONE, AgeBand, Measured, Place
from referrals.tracking.states import State

Words = str | Promise


class MixedDefinitions(ValueError):
    """Two figures that do not measure the same were about to share an axis, or a series."""


@dataclass(frozen=True)
class Definition:
    """What is counted, out of whom, and for how many of those a rate is said.

    Without ``per`` it is a share: the counted are some of the others. ``ages`` are the denominators that
    fit, the best first. Where they must be ``of_the_period``, those of another year do not fit.
    """

    key: str
    events: Words
    people: Words
    per: int | None = 1000
    ages: tuple[str, ...] = ()
    of_the_period: bool = False


YOUNG = (AgeBand.UNDER_THREE.value, AgeBand.UNDER_FIVE.value)


def _deaths(measured: Measured) -> Definition:
    births = (AgeBand.BIRTHS.value,)
    return Definition(measured.value, measured.label, _("live births"), ages=births, of_the_period=True)


DEFINITIONS = {
    Measured.REFERRED.value: Definition(
        "referred", Measured.REFERRED.label, _("children under three"), ages=YOUNG
    ),
    **{
        measured.value: _deaths(measured)
        for measured in (Measured.INFANT_DEATHS, Measured.NEONATAL_DEATHS, Measured.POSTNEONATAL_DEATHS)
    },
}


# The steps whose share of all referred is a measure of its own.
REACHED = {
    State.CONTACTED: _("children whose family was contacted"),
    State.EVALUATED: _("children who were evaluated"),
    State.ELIGIBLE: _("children who were found eligible"),
    State.PLAN: _("children who got a plan"),
    State.SERVICES: _("children whose services started"),
}
# Of our own referrals; what the city knows of is another measure.
OWN_DEFINITIONS = {
    "referred": Definition(
        "referred", _("children whom our partners referred"), _("children under three"), ages=YOUNG
    ),
    **{
        step.value: Definition(step.value, words, _("children whom our partners referred"), per=None)
        for step, words in REACHED.items()
    },
}


class Area(NamedTuple):
    """A place, and how the city was cut to make it one."""

    role: str
    kind: str
    code: str
    name: str

    @property
    def key(self) -> str:
        """As an address names it: "neighborhood-zip-11212"."""
        return "-".join((self.role, self.kind, self.code))


class Source(NamedTuple):
    """Where figures come from. ``how`` says how an approximation was made, ``as_of`` in which month the
    children were counted, ``band`` of which age; both are empty where it is the events that were."""

    what: Words
    place: Area
    as_of: date | None
    source: str
    how: str
    is_sample: bool
    band: str = ""


@dataclass(frozen=True)
class TableRow:
    """One group in one place. None is "not recorded", never 0, unless it ``is_hidden``."""

    place: Area
    group: str
    label: Words
    events: int | None
    population: Decimal | None
    is_hidden: bool = False


@dataclass(frozen=True)
class Table:
    """One table of counts: as they are known, or cut down to what is released.

    ``origin`` is "imported" or "own". Each place has its groups, in one order, and a row of EVERYONE whose
    count is the sum of the others', or None where a group is missing that another place counts.
    """

    origin: str
    definition: Definition
    dimension: str
    start: date
    end: date
    rows: tuple[TableRow, ...]
    sources: tuple[Source, ...]

    @property
    def places(self) -> tuple[Area, ...]:
        """Each place once, in order."""
        return tuple(dict.fromkeys(row.place for row in self.rows))

    @property
    def is_sample(self) -> bool:
        """Whether anything in it is made up."""
        return any(source.is_sample for source in self.sources)

    def at(self, place: Area) -> dict[str, TableRow]:
        """The rows of one place by group, everyone's with them."""
        return {row.group: row for row in self.rows if row.place == place}

    def groups(self) -> tuple[str, ...]:
        """The groups in order, without everyone."""
        return tuple(dict.fromkeys(row.group for row in self.rows if row.group != EVERYONE))

    def ours(self) -> tuple[Area, ...]:
        """The places that are our neighborhood, however cut."""
        return tuple(place for place in self.places if place.role == Place.NEIGHBORHOOD)


def refuse_to_mix(tables: Iterable[Table]) -> None:
    """Raise MixedDefinitions unless all count the same thing out of the same people, from the same origin.

    Our own referrals are those that our partners logged, an imported table has all that the city knows of:
    one beside the other would look like a difference that is none.
    """
    kinds = {(table.definition.key, table.origin) for table in tables}
    if len(kinds) > 1:
        raise MixedDefinitions(f"these do not measure the same: {', '.join(map('/'.join, sorted(kinds)))}")
