"""Who takes part, what leaves a trace, and where the traces are."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django.contrib.sessions.models import Session
from django.core import mail
from django.core.signals import request_started
from django.db import connection
from django.test import Client
from django_q.models import OrmQ, Schedule, Task

from community.core import jobs
from community.models import AuditLine, Message, SignedLink
from referrals.models import Child, Referral
from tests.factories.directory import listed
from tests.factories.people import CommunityFactory, provider, signed_in, staff
from tests.referrals.canaries.children import Canary, canaries

# The columns in which a parent's name and phone stand in plain, since texts are routed by them.
OF_PARENTS = {"community_person": ("display_name", "phone"), "community_thread": ("phone",)}


class World:
    """One community with all its roles, another one, and the canaries."""

    def __init__(self, community: Any) -> None:
        self.community = community
        self.clinic = provider(community, display_name="Priya Nair")
        self.other_clinic = provider(community, display_name="Omar Haddad")
        self.ambassador = staff(community, "ambassador", display_name="Ana Beaumont", email="ana@example.org")
        self.coordinator = staff(community, "coordinator", display_name="Rosa Lind")
        self.second_ambassador = staff(community, "ambassador", display_name="Bo Alvarez")
        self.service = listed(
            provider(community, display_name="Tom Rivera", email="tom@example.org", phone="+17185550101"),
            places=9,
        )
        self.receiver = self.service.checked_by
        self.elsewhere = CommunityFactory()
        self.strangers = [staff(self.elsewhere, "coordinator"), provider(self.elsewhere)]
        self.uninvolved = [staff(community, "facilitator"), staff(community, "finance")]
        self.canaries = canaries(community.today())
        self.addresses: list[str] = []
        self.queued: list[str] = []
        # What left for others: files and answers to those who may not see a child.
        self.handed_out: list[str] = []
        self._browsers: dict[int, Client] = {}

    def browser(self, person: Any) -> Client:
        """One browser a person, until time passes."""
        if person.pk not in self._browsers:
            self._browsers[person.pk] = signed_in(person)
        return self._browsers[person.pk]

    def later(self, clock: Any, *, days: int) -> None:
        """So many days later, when no session lasts and everybody signs in anew."""
        clock.shift(days * 24 * 3600)
        self._browsers.clear()

    def referral_of(self, canary: Canary) -> Referral:
        """The referral of ``canary``, which only its name tells; so all are opened once."""
        return Referral.objects.get(pk=self._by_name[canary.name])

    @cached_property
    def _by_name(self) -> dict[str, int]:
        names = {child.pk: child.name for child in Child.objects.all()}
        return {names[referral.child_id]: referral.pk for referral in Referral.objects.order_by("-pk")}

    def run_jobs(self) -> None:
        """Write down what waits, then run it."""
        self.queued += [f"{row.payload} {row.task}" for row in OrmQ.objects.all()]
        jobs.run_waiting()


@contextmanager
def watched(world: World, caplog: Any) -> Iterator[None]:
    """Write down each address that is asked for, and every line of the log."""

    def note(environ: dict[str, Any], **_signal: Any) -> None:
        world.addresses.append(f"{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}")

    caplog.set_level(logging.DEBUG)
    request_started.connect(note)
    try:
        yield
    finally:
        request_started.disconnect(note)


def traces(world: World, caplog: Any) -> dict[str, list[str]]:
    """Everything of which nothing of a canary may be a part, by the name of the place."""
    # What the database is asked is not logged in production, and holds the parent whom we text.
    logged = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    return {
        "logs": logged,
        "addresses": world.addresses,
        "texts": list(Message.objects.values_list("body", flat=True)),
        "purposes of texts": [str(key) for key in Message.objects.values_list("once_key", flat=True)],
        "jobs": world.queued + [str(row) for row in Task.objects.values_list("func", "args", "result")],
        "schedule": [str(row) for row in Schedule.objects.values_list("func", "args", "kwargs")],
        "sessions": [str(session.get_decoded()) for session in Session.objects.all()],
        "e-mails": [f"{letter.subject} {letter.body} {letter.to}" for letter in mail.outbox],
        "audit": [str(row) for row in AuditLine.objects.values_list("verb", "why", "from_state", "to_state")],
        "links": [str(row) for row in SignedLink.objects.values_list("purpose", "subject_id")],
        "what was handed out": world.handed_out,
    }


def raw_columns() -> Iterator[tuple[str, str, str]]:
    """Every word of the whole database as it lies on the disk: table, column, word."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {quote(table)}")  # noqa: S608  names of our own tables
            columns = (
                [column.name for column in cursor.description]
                if connection.vendor == "postgresql"
                else [column[0] for column in cursor.description]
            )
            for row in cursor.fetchall():
                yield from ((table, column, str(word)) for column, word in zip(columns, row, strict=True))


def found_in(places: dict[str, list[str]], canaries: list[Canary]) -> list[tuple[str, str, str]]:
    """What of ``canaries`` stands in which place, with its line."""
    secrets = [secret for canary in canaries for secret in canary.everything]
    return [
        (place, secret, next(line for line in lines if secret in line)[:200])
        for place, lines in places.items()
        for secret in _in_any(lines, secrets)
    ]


def _in_any(lines: Iterable[str], secrets: list[str]) -> list[str]:
    """Those of ``secrets`` that stand in one of ``lines``: all are searched in one go."""
    whole = "\n".join(lines)
    return [secret for secret in secrets if secret in whole]


def on_disk(canaries: list[Canary]) -> list[tuple[str, str, str]]:
    """What of ``canaries`` the database holds in plain: table, column, and what it is."""
    of_children = [secret for canary in canaries for secret in canary.of_child]
    of_parents = [secret for canary in canaries for secret in canary.of_parent]
    words = defaultdict[tuple[str, str], list[str]](list)
    for table, column, word in raw_columns():
        words[table, column].append(word)
    return [
        (table, column, secret)
        for (table, column), lines in words.items()
        for secret in _in_any(
            lines, of_children + ([] if column in OF_PARENTS.get(table, ()) else of_parents)
        )
    ]
