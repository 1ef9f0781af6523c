"""Which months changed: triggers of the database mark the month of every referral that anybody touches.

So no service has to know that referrals are counted, and none can forget it: whatever way a row came in, was
corrected or went away, its month is folded again (``services.folding``). PostgreSQL marks once a statement,
SQLite, which has no triggers of that kind, once a row. ``migrate`` takes the triggers off before it changes
tables, and puts them on again after.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connections

MARKED = "referrals_stalemonth"
# The month of a referral as a date, in the words of each kind of database.
MONTH = {
    "postgresql": "date_trunc('month', r.referred_on)::date",
    "sqlite": "substr(r.referred_on, 1, 7) || '-01'",
}


class Watched(NamedTuple):
    """A table, and the column of ``r``, the referrals, that a column of its own names."""

    table: str
    names: str
    of_referral: str
    events: tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")


WATCHED = (
    Watched("referrals_referral", "id", "id"),
    Watched("referrals_step", "referral_id", "id"),
    Watched("referrals_child", "id", "child_id", ("UPDATE",)),
    Watched("referrals_childrace", "child_id", "child_id"),
)
MARK = """
INSERT INTO {marked} (community_id, month)
SELECT DISTINCT r.community_id, {month} FROM {changed}
"""
POSTGRES = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$
BEGIN {mark}; RETURN NULL; END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {side} TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
SQLITE = """
CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {mark}; END;
"""


def watch(using: str = "default", **_signal: Any) -> None:
    """Put the triggers on, in place of those that are there. Runs after each ``migrate``."""
    for words in _statements(using):
        _run(using, words)


def unwatch(using: str = "default", **_signal: Any) -> None:
    """Take the triggers off, so that the tables may change. Runs before each ``migrate``."""
    there = connections[using].introspection.table_names()
    for one in WATCHED:
        if one.table in there:
            for event, side in _sides(one):
                _run(using, _drop(using, one, event, side))


def _statements(using: str) -> Iterator[str]:
    vendor = connections[using].vendor
    there = connections[using].introspection.table_names()
    if not {MARKED, *(one.table for one in WATCHED)} <= set(there):
        return
    for one in WATCHED:
        for event, side in _sides(one):
            yield _drop(using, one, event, side)
            mark = MARK.format(
                marked=MARKED, month=MONTH[vendor], changed=_changed(vendor, one, side)
            ).strip()
            words = POSTGRES if vendor == "postgresql" else SQLITE
            yield words.format(
                name=_name(one, event, side), event=event, table=one.table, side=side, mark=mark
            )


def _changed(vendor: str, one: Watched, side: str) -> str:
    """The referrals behind the rows that changed; a referral says its own month, as it may be gone.

    PostgreSQL looks each up by its index, however many there are (LATERAL with OFFSET is not joined
    otherwise): it plans once, and a file brought in may have grown the table since.
    """
    own = one.of_referral == one.names == "id"
    if vendor == "postgresql":
        if own:
            return "changed r"
        named = f"(SELECT DISTINCT {one.names} AS named FROM changed) c"  # noqa: S608  names of our own
        found = f"SELECT * FROM referrals_referral WHERE {one.of_referral} = c.named OFFSET 0"  # noqa: S608
        return f"{named} CROSS JOIN LATERAL ({found}) r"
    if own:
        return f"(SELECT {side}.community_id AS community_id, {side}.referred_on AS referred_on) r"
    return f"referrals_referral r WHERE r.{one.of_referral} = {side}.{one.names}"


def _sides(one: Watched) -> Iterator[tuple[str, str]]:
    """Of a change both what was and what is: a referral may have moved to another month."""
    for event in one.events:
        if event != "INSERT":
            yield event, "OLD"
        if event != "DELETE":
            yield event, "NEW"


def _name(one: Watched, event: str, side: str) -> str:
    return f"{one.table}_stale_{event}_{side}".lower()


def _drop(using: str, one: Watched, event: str, side: str) -> str:
    name = _name(one, event, side)
    on = f" ON {one.table}" if connections[using].vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {name}{on}"


def _run(using: str, words: str) -> None:
    with connections[using].cursor() as asking:
        asking.execute(words)
