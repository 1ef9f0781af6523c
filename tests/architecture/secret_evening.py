"""An evening of four secret votes, voted on in every way, and all there is to see of it for anybody."""

import copy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.urls import reverse
from django_q.signing import SignedPackage

from advisory.decisions import services
from advisory.decisions.models import Ballot, Decision, SealedBallot
from advisory.decisions.services import NewChoice
from community.core import jobs
from tests.architecture.asking import methods_of
from tests.architecture.doors import DOORS
from tests.architecture.world import World
from tests.factories.ballots import follow_link, press_on_board, send_page, send_text
from tests.factories.people import member, signed_in

SEALED = SealedBallot._meta.db_table
DRAWN = re.compile(
    r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}"  # keys
    r"|\b[23456789CFGHJMPQRVWX]{10}\b"  # receipts
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(?:\+00:?00)?"  # moments
    r"|\d{8}T\d{6}Z"
    r"|data:image/[^\"]+"  # pictures of codes
    r"|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b\.?"
    r"|[\w-]{22,}(?::[\w-]+)*"  # codes of links, forms and sessions
)
DAYS = [NewChoice("Saturday"), NewChoice("Sunday"), NewChoice("Friday evening")]
PROJECTS = [NewChoice("Benches", 300_00), NewChoice("Trees", 200_00), NewChoice("Mural", 500_00)]
# What is asked, and the four ballots. Who texts sends one of the last two.
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
        [{"marks": [1]}, {"marks": [3]}, {"marks": [2, 1]}, {"marks": [2]}],
    ),
    (
        {"title": "The dots", "method": "dots", "choices": DAYS, "top_mark": 4},
        [{"marks": [[1, 4]]}, {"marks": [[2, 1], [3, 3]]}, {"marks": [[3, 2]]}, {"marks": [[1, 1]]}],
    ),
]
WHERE_VOTES_ARE = ("decision", "meeting", "live", "thread", "home", "record", "board", "proposal")
EVERYWHERE = ("",)
# What an address may call the vote that it is about.
VOTES = {"decision", "decided"}
# What is made as a PDF, which differs by the moment and takes long.
PRINTED = ("minutes_pdf", "release_pdf", "join_flyer", "meeting_sheet", "reality_sheet")
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
    if named.get("cache_key", "").startswith(":1:throttle"):
        named["value"] = ""  # the moments of what one address asked of the public figures
    if table == "django_q_ormq":
        named["payload"] = {**SignedPackage.loads(named["payload"]), "started": ""}
    return plain({name: str(value) for name, value in named.items()})


def tables() -> dict[str, list[str]]:
    """Every row of every table."""
    found = {}
    with connection.cursor() as asking:
        for table in connection.introspection.table_names(asking):
            asking.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  the database's own
            columns = [column[0] for column in asking.description]
            # The database gives them in any order; sealed ballots in that of their random keys.
            found[table] = sorted(stored(table, columns, row) for row in asking.fetchall())
    return found


def pages(
    world: World, voters: list[Any], decisions: list[Decision], *, of: tuple[str, ...]
) -> dict[str, str]:
    """Pages whose names begin like one ``of`` these, to everyone whom they open to, and each voter's own."""
    seen = {}
    for name, opens in DOORS.items():
        if "GET" not in methods_of(name) or not name.startswith(of) or name in PRINTED:
            continue
        rows = VOTES & set(opens.ids.values())
        for decision in decisions if rows else decisions[:1]:
            if "decided" not in rows or decision.state == Decision.State.CLOSED:
                world.__dict__.update(dict.fromkeys(rows, decision))
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


# How each voter votes, in the order of the ballots.
WAYS = (press_on_board, send_page, send_text, follow_link)


def glances(world: World, decision: Decision) -> dict[str, str]:
    """What those see who look at the vote after each ballot, to learn of one by what it changes."""
    addresses = [
        reverse("decision", args=[decision.pk]),
        reverse("live_snapshot", args=[world.live_board.pk]),
    ]
    return {
        f"{role} {address}": told(world.browsers[role].get(address))
        for role in ("facilitator", "coordinator", "finance", "board")
        for address in addresses
    }


def log_of(caplog: Any) -> list[str]:
    return [f"{record.name} {plain(record.getMessage())}" for record in caplog.records]


def an_evening(
    home: World, turn: int, caplog: Any, *, secretly: bool = True, of: tuple[str, ...] = WHERE_VOTES_ARE
) -> dict[str, Any]:
    """All there is to see of an evening at which the ballots went ``turn`` voters further.

    ``of``: how the names of the pages begin that are read once all is counted.
    """
    with undone():
        caplog.clear()
        world = copy.deepcopy(home)
        voters = [world.board] + [
            member(world.group, display_name=name, phone=f"+1347555990{place}")
            for place, name in enumerate(NAMES)
        ]
        decisions = asked(world, secretly=secretly)
        jobs.run_waiting()
        between: dict[str, str] = {}
        for decision, (_draft, ballots) in zip(decisions, ASKED, strict=True):
            for place, voter in enumerate(voters):
                WAYS[place](decision, voter, ballots[(place + turn) % len(ballots)])
                found = glances(world, decision)
                between |= {f"{place} {address}": said for address, said in found.items()}
            assert Ballot.objects.filter(entry__decision=decision).count() == len(voters)
        while_open = tables()
        seen_open = pages(world, voters, decisions, of=WHERE_VOTES_ARE)
        for decision in decisions:
            services.close_decision(decision, by=world.facilitator)
        queued = tables()
        jobs.run_waiting()
        seen = pages(world, voters, decisions, of=of)
        return {
            "after each ballot": between,
            "while it is open": while_open,
            "pages while it is open": seen_open,
            "closed, its texts still queued": queued,
            "afterwards": tables(),
            "pages": seen,
            "log": {"lines": log_of(caplog)},
        }
