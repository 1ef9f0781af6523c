"""Counting referrals in every way at once, beside the bare GROUP BYs; the page, of few and of many.

The full report counts every referral by month, place, step and group in seven dimensions, works out races
and compares the groups. Beside it the plainest SQL that returns the same counts, a statement a dimension. The
page reads counts of months, so it must cost the same whatever they were folded from.
``python -m bench.equity measure FEW MANY`` is what runs in a run's own database; ``python -m bench.equity
1000000 5000000`` is the whole size. SQLite and, where one answers, PostgreSQL are measured.
"""

import json
import statistics
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from bench import machine
from bench.aims import say
from bench.book import seconds
from bench.filling import copy, one_of

FEW, MANY = 4_000, 20_000
ROUNDS = 5
MONTHS = 36
ALL = "all"
# Of every so many children one came as far: contacted, evaluated, services.
STEPS = (("referred", 1), ("contacted", 1), ("consented", 2), ("evaluated", 3), ("services", 6))
RACES = ("black", "hispanic", "white", "asian")


def measure(few: int, many: int) -> None:
    """Fill two communities, and print how long each question takes: the middle of the rounds."""
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from referrals.equity.services import differences, fold, mark_all

    communities = {slug: fill(slug, number) for slug, number in (("few", few), ("many", many))}
    with connection.cursor() as asking:
        asking.execute("ANALYZE")  # as any database has done that is not a minute old
    for community in communities.values():
        mark_all(community)
        fold(community)
    asked: dict[str, Callable[[], Any]] = {
        "report": lambda: report(communities["few"]),
        "bare": lambda: bare(communities["few"]),
        "few": lambda: page(communities["few"]),
        "many": lambda: page(communities["many"]),
    }
    queries = {}
    for name, ask in asked.items():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ask()  # the first answer warms up
        queries[name] = len(captured)
    assert not differences(communities["few"]), "the counts are those of the referrals"
    assert queries["few"] == queries["many"], queries
    rounds = {name: 2 if name in ("report", "bare") and few > FEW else ROUNDS for name in asked}
    taken = {
        name: statistics.median(seconds(ask) for _round in range(rounds[name])) for name, ask in asked.items()
    }
    print(json.dumps(taken | {"queries": queries["many"]}))


def report(community: Any) -> Any:
    """Everything, straight from the referrals: every count in every dimension, and the groups compared."""
    from referrals.equity.counting import counts
    from referrals.equity.measures import proportion, risk_ratio

    found = counts(community, start=date.min, end=date.max)
    referred: Counter[tuple[str, str]] = Counter()
    came: Counter[tuple[str, str]] = Counter()
    for key, number in found.items():
        side = {"referred": referred, "evaluated": came}.get(key.step)
        if side is not None:
            side[key.dimension, key.group] += number
            side[key.dimension, ALL] += number
    compared = []
    for (dimension, group), whole in referred.items():
        part, others = came[dimension, group], referred[dimension, ALL] - whole
        share = proportion(part, whole)
        rest = came[dimension, ALL] - part
        compared.append((share, risk_ratio(part, whole, rest, others) if others else None))
    return found, compared


def bare(community: Any) -> list[Any]:
    """The plainest SQL with the same counts: one GROUP BY a dimension, nothing worked out of it."""
    from django.db import connection

    from referrals.equity.watch import MONTH

    month = MONTH[connection.vendor]
    joined = """FROM referrals_referral r JOIN referrals_child c ON c.id = r.child_id
        JOIN referrals_step s ON s.referral_id = r.id"""
    races = """(SELECT child_id, SUM(CASE category WHEN 'black' THEN 1 WHEN 'hispanic' THEN 2
        WHEN 'white' THEN 4 ELSE 8 END) AS chosen FROM referrals_childrace GROUP BY child_id)"""
    columns = ("c.language", "c.sex", "r.age_band", "r.source", "r.organisation_id", "ra.chosen")
    found = []
    with connection.cursor() as asking:
        for column in columns:
            tables = f"{joined} LEFT JOIN {races} ra ON ra.child_id = c.id" if "ra." in column else joined
            asking.execute(
                f"SELECT {month}, c.zip_code, s.state, {column}, COUNT(DISTINCT r.id) {tables} "
                f"WHERE r.community_id = %s GROUP BY {month}, c.zip_code, s.state, {column}",
                [community.pk],
            )
            found += asking.fetchall()
    return found


def page(community: Any) -> Any:
    """What the page of our own referrals reads and compares."""
    from referrals.equity.choosing import choose
    from referrals.equity.selectors import own_entries

    return choose(own_entries(community), {"what": "own-evaluated"})


def fill(slug: str, many: int) -> Any:
    """A community with ``many`` referrals, copied from one that a provider logged, in a few statements."""
    from community.models import Community, Consent, Organisation, Person
    from referrals.equity.watch import unwatch, watch
    from referrals.models import Child, ChildRace, Referral, Step

    unwatch()
    community = Community.objects.create(name=slug, slug=slug, number=f"+1718555{len(slug):04d}")
    clinics = [
        Organisation.objects.create(community=community, name=f"Clinic {number}") for number in range(3)
    ]
    parent = Person.objects.create(community=community, display_name="Rosa")
    consent = Consent.objects.create(
        person=parent, purpose="referral", wording="yes", language="en", channel="voice", recorded_by=parent
    )
    day = date(2026, 6, 1)
    child = Child.objects.create(
        community=community,
        name="A. B.",
        birth_date=date(2025, 1, 1),
        zip_code="11212",
        language="en",
        parent=parent,
    )
    race = ChildRace.objects.create(child=child, category="black")
    told = {"child": child, "organisation": clinics[0], "referred_by": parent, "consent": consent}
    referral = Referral.objects.create(
        **told,
        community=community,
        age_band="1",
        referred_on=day,
        state_since=day,
        due_on=day,
        due_kind="third_birthday",
    )
    step = Step.objects.create(
        referral=referral, state="referred", happened_on=day, recorded_by=parent, number=1
    )
    copy(
        child,
        many,
        {
            "zip_code": one_of(("11212", "11212", "11233", "11207")),
            "language": one_of(("en", "en", "es", "ht")),
            "sex": one_of(("f", "m", "")),
        },
    )
    copy(race, many, {"child_id": f"{child.pk} + n", "category": one_of(RACES)})
    on = _day()
    copy(
        referral,
        many,
        {
            "child_id": f"{child.pk} + n",
            "organisation_id": one_of(tuple(str(one.pk) for one in clinics), quoted=False),
            "source": one_of(("parent", "physician", "hospital", "")),
            "age_band": one_of(("0", "1", "2")),
            **dict.fromkeys(("referred_on", "state_since", "due_on"), on),
        },
    )
    for number, (state, every) in enumerate(STEPS, start=1):
        copy(
            step,
            many,
            {
                "referral_id": f"{referral.pk} + n",
                "state": f"'{state}'",
                "number": str(number),
                "happened_on": on,
            },
            where=f"n % {every} = 0",
            shift=number * (many + 1),
        )
    watch()
    return community


def _day() -> str:
    """The first day of one of the last months before today's."""
    from django.db import connection

    if connection.vendor == "postgresql":
        return f"(date '2023-07-01' + make_interval(months => (n % {MONTHS})::int))::date"
    return f"date('2023-07-01', '+' || (n % {MONTHS}) || ' months')"


def run(few: int = FEW, many: int = MANY) -> None:
    """Measure on both databases, and print what was promised beside it."""
    for environment in machine.houses("equity"):
        print(f"Equity over {few:,} and {many:,} referrals, {machine.describe(environment)}")
        taken = json.loads(machine.seed(environment, "bench.equity", "measure", str(few), str(many)))
        print(
            f"  the full report {taken['report'] * 1e3:.0f} ms, the GROUP BYs {taken['bare'] * 1e3:.0f} ms; "
            f"the page {taken['few'] * 1e3:.1f} and {taken['many'] * 1e3:.1f} ms, {taken['queries']} queries"
        )
        say("The full report, beside the bare GROUP BYs", taken["report"] / taken["bare"], at_most=1.5)
        say(f"The page of {many:,}, beside that of {few:,}", taken["many"] / taken["few"], at_most=1.3)
    print()


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(*map(int, sys.argv[2:]))
    else:
        run(*map(int, sys.argv[1:]))
