"""What the API answers, in the types of its description."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema


class Words(Schema):
    """The same in three languages."""

    en: str
    es: str
    ht: str


class Sentences(Schema):
    en: list[str]
    es: list[str]
    ht: list[str]


class Measure(Schema):
    """What is counted, out of whom. A share is said in percent, of ``per`` 100."""

    key: str
    origin: Literal["imported", "own"]
    per: int
    is_share: bool
    events: Words
    people: Words


class Named(Schema):
    key: str
    label: Words


class Period(Schema):
    """Both days are counted."""

    start: date
    end: date


class Place(Schema):
    key: str
    role: str
    kind: str
    code: str
    name: Words


class Cell(Schema):
    """One group in one place. ``count`` is null where it is hidden or not recorded."""

    place: str
    group: str
    state: Literal["shown", "hidden", "not recorded"]
    count: int | None
    people: float | None
    estimate: float | None
    lower: float | None
    upper: float | None
    method: str | None


class Limits(Schema):
    estimate: float | None
    lower: float | None
    upper: float | None


class Comparison(Schema):
    """A group's rate ``here`` over its rate ``beside``, with its 95% interval.

    ``more``: how many more would be counted here at the other rate; below 0 fewer. Null for a share.
    """

    group: str
    estimate: float | None
    lower: float | None
    upper: float | None
    more: Limits | None
    verdict: Literal["lower", "higher", "no clear difference", "too few to say", "cannot be compared"]


class Source(Schema):
    what: Words
    place: Words
    as_of: date | None
    source: Words
    how: str
    age_band: str
    is_sample: bool


class Rules(Schema):
    """Counts from the first to the last of ``small`` are hidden; none can be found within ``width``."""

    small: list[int]
    width: int


class CommunityOut(Schema):
    slug: str
    name: str


class Body(Schema):
    """A release as it was issued."""

    format: str
    number: int
    issued_on: date
    community: CommunityOut
    measure: Measure
    dimension: Named
    period: Period
    places: list[Place]
    here: str | None
    beside: str | None
    groups: list[Named]
    cells: list[Cell]
    comparisons: list[Comparison]
    sources: list[Source]
    is_sample: bool
    rules: Rules
    title: Words
    sentences: Sentences


class Problem(Schema):
    """Why there is no answer, in plain words."""

    detail: str


class Withdrawn(Schema):
    at: datetime
    why: str


class Line(Schema):
    """A release in the list. ``newer``: the number of a newer release of the same table that stands."""

    number: int
    issued_at: datetime
    table: str
    is_sample: bool
    sha256: str
    withdrawn: Withdrawn | None
    newer: int | None


class Whole(Line):
    release: Body
