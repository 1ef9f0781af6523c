"""What a reader of all releases would put into one system."""

import datetime
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from referrals.equity.attacking import Sum
from referrals.equity.hiding import WIDTH, hide
from referrals.equity.measures import SMALL, suppress
from referrals.equity.tables import Area, Definition, Table, TableRow
from referrals.reports.body import body_of
from referrals.reports.linking import Counted, Fact, link
from referrals.reports.periods import Spell, stretches
from referrals.reports.selectors import sheet_of

YEAR = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
SO_FAR = (datetime.date(2025, 1, 1), datetime.date(2025, 11, 30))
HERE = "neighborhood-zip-1"
CASES = json.loads((Path(settings.ROOT) / "data/stats/suppression_rules_and_cases.json").read_text())


def one(events, group="", *, days=YEAR, people=None, is_shown=True):
    fact = Fact("own.referred", HERE, *days, group and "race", group)
    return Counted(fact, events, people, is_shown)


def release(earlier, sheet):
    linked = link(earlier, sheet)
    done = hide(linked.counts, list(linked.sums), already=linked.public, unseen=linked.unseen)
    return done, {fact.group or "all": name in done.hidden for fact, name in linked.names.items()}


def test_the_year_gives_december_away():
    """The year less the months up to November: 3 children. So the year is held back, or hidden."""
    done, hidden = release([[one(97, days=SO_FAR)]], [one(100)])
    assert hidden == {"all": True}
    assert not done.exposed
    done, hidden = release([[one(97, days=SO_FAR)]], [one(140)])
    assert hidden == {"all": False}


def test_what_is_shown_once_cannot_be_hidden_again():
    parts = [one(4, "black", is_shown=False), one(40, "white"), one(60, "asian"), one(104)]
    done, _hidden = release([parts[2:]], parts)
    assert not done.exposed
    done, _hidden = release([[parts[1], *parts[2:]]], parts)
    assert done.exposed


def test_a_small_complement_is_hidden():
    _done, hidden = release([], [one(36, people=40)])
    assert hidden == {"all": True}
    _done, hidden = release([], [one(36, people=400)])
    assert hidden == {"all": False}


def test_a_revised_count_does_not_find_what_was_hidden():
    """Nine and forty were hidden behind a total of 49. To show the forty, now 41, would say that they were 8
    or more; the reader knows which way it was revised."""
    before = [one(9, "black", is_shown=False), one(40, "white", is_shown=False), one(49)]
    done, hidden = release([before], [one(9, "black"), one(41, "white"), one(50)])
    assert hidden["black"]
    assert hidden["white"]
    assert not done.exposed


def test_the_same_count_again_is_the_same_count():
    linked = link([[one(40, "white")], [one(40, "white")]], [one(40, "white")])
    assert len([name for name in linked.counts if "white" in name]) == 1


def test_a_period_that_was_not_revised_with_the_others_is_left_out():
    """The year says 100, and was not revised when the months so far were: no month has a count below 0."""
    found = stretches({Spell(*YEAR): 100, Spell(*SO_FAR): 120})
    assert found.standing == {Spell(*SO_FAR): 120}


def own_table(rows, *, dimension="race", per=None, measure="evaluated"):
    town, area = Area("neighborhood", "", "", "all"), Area("neighborhood", "zip", "11212", "11212")
    return Table(
        origin="own",
        definition=Definition(measure, "evaluated", "referred", per=per),
        dimension=dimension,
        start=YEAR[0],
        end=YEAR[1],
        rows=tuple(
            TableRow({"town": town, "area": area}[place], group, group, events, people and Decimal(people))
            for place, group, events, people in rows
        ),
        sources=(),
    )


def test_a_share_out_of_a_small_count_says_neither():
    table = own_table([("town", "black", 30, 60), ("town", "white", 2, 5), ("town", "all", 32, 65)])
    sheet = sheet_of(table)
    linked = link([], sheet)
    done = hide(linked.counts, list(linked.sums), already=linked.public, unseen=linked.unseen)
    shown = {fact for fact, name in linked.names.items() if name not in done.hidden}
    cells = {
        cell["group"]: cell
        for cell in body_of(dict.fromkeys(("en", "es", "ht"), table), shown, sheet=sheet)["cells"]
    }
    assert (cells["white"]["count"], cells["white"]["people"], cells["white"]["estimate"]) == (
        None,
        None,
        None,
    )
    # Who knows the others and the total knows the small one.
    assert None in {cells["black"]["people"], cells["all"]["people"]}


def test_a_zip_code_is_one_place_as_a_group_and_as_a_place():
    by_zip = own_table([("town", "11212", 40, 60), ("town", "all", 40, 60)], dimension="zip")
    by_race = own_table([("area", "black", 40, 60), ("area", "all", 40, 60)])
    facts = [{one.fact for one in sheet_of(table)} for table in (by_zip, by_race)]
    assert len(facts[0] & facts[1]) == 2


@pytest.mark.parametrize("case", CASES["complementary_cases"], ids=lambda case: case["id"])
def test_published_cases_of_secondary_suppression(case):
    """As many are hidden as in the published solution, which says that fewer cannot be. Ours shows every 0
    and hides up to 10: so the table is shifted by 20, but for the one small count."""
    rows = [name for name in case["table"] if name != "Total"]
    columns = [name for name in case["table"]["Total"] if name != "Total"]
    [small] = case["primary"]
    counts = {
        f"{row}/{column}": case["table"][row][column] + (1 if f"{row}/{column}" == small else 20)
        for row in rows
        for column in columns
    }
    sums = [Sum(f"{row}/Total", tuple(f"{row}/{column}" for column in columns)) for row in rows]
    sums += [Sum(f"Total/{column}", tuple(f"{row}/{column}" for row in rows)) for column in columns]
    for total, parts in sums:
        counts[total] = sum(counts[part] for part in parts)
    done = hide(counts, sums, already={one.total for one in sums}, width=1)
    assert not done.exposed
    assert small in done.hidden
    assert len(done.hidden) == len(case["suppressed"])
    assert all(interval.width >= 1 for interval in done.found.values())


@pytest.mark.parametrize("rule", CASES["rules"], ids=lambda rule: rule["source"][:20])
def test_our_rule_beside_those_of_others(rule):
    """Counts of 1 to 10 are hidden: as strict as those who hide fewer than 10, a 0 aside."""
    assert rule["source"]
    assert all(suppress(count).count is None for count in SMALL)
    assert suppress(11).count == 11
    assert SMALL[-1] - SMALL[0] == WIDTH
