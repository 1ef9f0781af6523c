"""A secret vote stays secret: had its voters voted otherwise among themselves, nothing would look different.

The same evening is held twice, the second time with the same ballots in other hands. All that Stoop then
shows, keeps, logs and queues must be the same, to the last letter, as long as nobody reads minds; what is
drawn at random (keys, receipts, codes) is taken out before. So nothing at all connects ballot and voter,
in a place that somebody thought of or in one that nobody did.
"""

import copy
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.urls import reverse
from django_q.signing import SignedPackage

from advisory.decisions import services
from advisory.decisions.models import Ballot, Decision, SealedBallot
from advisory.decisions.rules import VotingRules
from advisory.decisions.services import NewChoice
from community.core import jobs, registry
from community.messaging.services import receive_text
from community.models import ReplyExpectation
from tests.architecture.asking import methods_of
from tests.architecture.doors import DOORS
from tests.architecture.world import World
from tests.factories.messaging import new_sid
from tests.factories.people import member, signed_in

pytestmark = pytest.mark.django_db

SEALED = SealedBallot._meta.db_table
DRAWN = re.compile(
    r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}"  # keys
    r"|\b[23456789CFGHJMPQRVWX]{10}\b"  # receipts
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(?:\+00:?00)?"  # moments
    r"|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b\.?"
    r"|[\w-]{22,}(?::[\w-]+)*"  # codes of links, forms and sessions
)
DAYS = [NewChoice("Saturday"), NewChoice("Sunday"), NewChoice("Friday evening")]
PROJECTS = [NewChoice("Benches", 300_00), NewChoice("Trees", 200_00), NewChoice("Mural", 500_00)]
# What is asked, and the four ballots. The last two go by text, where there is no blank one.
ASKED: list[tuple[dict[str, Any], list[dict[str, Any]]]] = [
    (
        {"title": "Saturday hours", "method": "consent"},  # only the first has a reason to give
        [
            {"option": "no", "reason": "Kanari sings."},
            *({"option": one} for one in ("yes", "abstain", "yes")),
        ],
    ),
    (
        {"title": "Which day", "method": "irv", "choices": DAYS},
        [{"marks": [[3], [1]]}, {"marks": [[2]]}, {"marks": [[1], [2], [3]]}, {"option": "abstain"}],
    ),
    (
        {"title": "The money", "method": "equal_shares", "choices": PROJECTS, "budget_cents": 600_00},
        [{"marks": []}, {"marks": [3]}, {"marks": [2, 1]}, {"marks": [2]}],
    ),
    (
        {"title": "The dots", "method": "dots", "choices": DAYS, "top_mark": 4},
        [{"marks": [[1, 4]]}, {"marks": [[2, 1], [3, 3]]}, {"marks": [[3, 2]]}, {"marks": [[1, 1]]}],
    ),
]
# The place of the voter who texts.
TEXTS = 2
WHERE_VOTES_ARE = ("decision", "meeting", "live", "thread", "home")
NAMES = ("Kanari Ade", "Kanari Bea", "Kanari Cleo")


def plain(value: Any) -> str:
    """``value`` without what is drawn at random."""
    return DRAWN.sub("…", str(value))


def stored(table: str, columns: list[str], row: tuple[Any, ...]) -> str:
    """One row in words; what is packed is unpacked."""
    named = dict(zip(columns, row, strict=True))
    if "session_data" in named:
        named["session_data"] = SessionStore().decode(named["session_data"])
        named.pop("session_key")
    if table == "django_q_ormq":
        named["payload"] = SignedPackage.loads(named["payload"])
    return plain({name: str(value) for name, value in named.items()})


def tables() -> dict[str, list[str]]:
    """Every row of every table."""
    found = {}
    with connection.cursor() as asking:
        for table in connection.introspection.table_names(asking):
            asking.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  the database's own
            columns = [column[0] for column in asking.description]
            rows = [stored(table, columns, row) for row in asking.fetchall()]
            # Sealed ballots come in the order of random keys, others in that of theirs.
            found[table] = sorted(rows) if table == SEALED else rows
    return found


def pages(
    world: World, voters: list[Any], decisions: list[Decision], *, of: tuple[str, ...]
) -> dict[str, str]:
    """Pages whose names begin like one ``of`` these, to everyone whom they open to, and each voter's own."""
    seen = {}
    for name, opens in DOORS.items():
        if "GET" not in methods_of(name) or not name.startswith(of):
            continue
        for decision in decisions if "decision" in opens.ids.values() else decisions[:1]:
            world.__dict__["decision"] = decision
            address = reverse(name, kwargs=opens.arguments(world))
            for role in sorted(opens.to):
                answer = world.browsers[role].get(address)
                seen[f"{role} {name} {decision}"] = told(answer)
    for voter in voters:
        browser = signed_in(voter, second_factor=False)
        for address in [reverse("home"), *[reverse("decision", args=[one.pk]) for one in decisions]]:
            seen[f"{voter} {address}"] = told(browser.get(address))
    return seen


def told(answer: Any) -> str:
    """What an answer says, its lines in no order where it is a file of ballots."""
    said = f"{answer.status_code} {answer.headers.get('Location', '')} "
    if answer.headers.get("Content-Type", "").startswith("text/csv"):
        return said + "\n".join(sorted(plain(answer.content.decode()).splitlines()))
    if not answer.headers.get("Content-Type", "text/").startswith(("text/", "application/json")):
        return said
    return said + plain(answer.content.decode())


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is undone, the counting of keys too, so that it can be done again alike."""
    counters: list[tuple[str, int, bool]] = []
    with connection.cursor() as asking:
        if connection.vendor == "postgresql":
            asking.execute(
                "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename) FROM pg_sequences"
            )
            for (name,) in asking.fetchall():
                asking.execute(f"SELECT last_value, is_called FROM {name}")  # noqa: S608  the database's own
                counters.append((name, *asking.fetchone()))
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        for name, last, is_called in counters:
            asking.execute("SELECT setval(%s::regclass, %s, %s)", [name, last, is_called])


def asked(world: World, *, secretly: bool) -> list[Decision]:
    """Four votes of the world's board at its meeting."""
    here = {"by": world.facilitator, "meeting": world.meeting, "is_secret": secretly}
    drafts = [services.draft_decision(world.group, **here, **draft) for draft, _ballots in ASKED]
    return [services.open_decision(draft, by=world.facilitator) for draft in drafts]


def cast(decision: Decision, voter: Any, *, by_text: bool, ballot: dict[str, Any]) -> None:
    """By text as its voter would write it, with the numbers that their phone was told."""
    if not by_text:
        services.cast_vote(decision, voter=voter, channel=Ballot.Channel.PHONE, **ballot)
        return
    asked = ReplyExpectation.objects.get(person=voter, subject_id=decision.pk)
    number = {choice.value: choice.number for choice in asked.choices.all()}
    words = [str(number[ballot["option"]])] if "option" in ballot else []
    for mark in ballot.get("marks", []):
        place, *rest = mark if isinstance(mark, list) else [mark]
        words.append("=".join(str(part) for part in (number[str(place)], *rest)))
    receive_text(community=voter.community, phone=voter.phone, body=" ".join(words), sid=new_sid())


def an_evening(home: World, turn: int, caplog: Any, *, secretly: bool = True) -> dict[str, Any]:
    """All there is to see of an evening at which the ballots went ``turn`` voters further."""
    with undone():
        caplog.clear()
        world = copy.deepcopy(home)
        voters = [world.board] + [
            member(world.group, display_name=name, phone=f"+1347555990{place}")
            for place, name in enumerate(NAMES)
        ]
        decisions = asked(world, secretly=secretly)
        jobs.run_waiting()
        for decision, (_draft, ballots) in zip(decisions, ASKED, strict=True):
            for place, voter in enumerate(voters):
                ballot = ballots[(place + turn) % len(ballots)]
                cast(decision, voter, by_text=place == TEXTS, ballot=ballot)
            assert Ballot.objects.filter(entry__decision=decision).count() == len(voters)
        while_open = tables()
        seen_open = pages(world, voters, decisions, of=WHERE_VOTES_ARE)
        for decision in decisions:
            services.close_decision(decision, by=world.facilitator)
        queued = tables()
        jobs.run_waiting()
        seen = pages(world, voters, decisions, of=("",) if secretly else WHERE_VOTES_ARE)
        return {
            "while it is open": while_open,
            "pages while it is open": seen_open,
            "closed, its texts still queued": queued,
            "afterwards": tables(),
            "pages": seen,
            "log": {"lines": [plain(record.getMessage()) for record in caplog.records]},
        }


@pytest.fixture
def _by_text_too(monkeypatch):
    """The charter of the group allows secret votes by text."""
    rules = registry.Plugs()
    rules.add("test", lambda _group, _day: VotingRules(secret_by_text=True))
    monkeypatch.setattr(registry, "vote_rules", rules)


def differences(first: dict[str, Any], second: dict[str, Any]) -> dict[str, list[str]]:
    """Where two evenings look different, and what stands in one of them only."""
    found = {}
    for part, here in first.items():
        there = second[part]
        assert here.keys() == there.keys(), part
        for place in here:
            if here[place] != there[place]:
                ours, theirs = lines_of(here[place]), lines_of(there[place])
                found[f"{part}: {place}"] = [line for line in ours if line not in theirs]
    return found


def lines_of(seen: str | list[str]) -> list[str]:
    return seen.splitlines() if isinstance(seen, str) else seen


@pytest.fixture
def furnished(home):
    """Every row that a page can show is there before the first evening."""
    for opens in DOORS.values():
        opens.arguments(home)
    return home


@pytest.mark.usefixtures("_by_text_too")
def test_who_cast_which_secret_ballot_makes_no_difference_to_anything(furnished, caplog):
    caplog.set_level(logging.INFO)
    first, second = (an_evening(furnished, turn, caplog) for turn in (0, 1))
    assert not differences(first, second)
    assert "Kanari sings." in "".join(first["afterwards"][SEALED]), "the test does see what was voted"


@pytest.mark.usefixtures("_by_text_too")
def test_the_same_of_open_votes_does_make_a_difference(furnished, caplog):
    """So the comparison sees what it should not find in a secret one."""
    first, second = (an_evening(furnished, turn, caplog, secretly=False) for turn in (0, 1))
    seen = differences(first, second)
    assert {"afterwards: advisory_ballot", "afterwards: community_message"} <= seen.keys()
    assert any(place.startswith("pages: ") for place in seen)
