"""What is published of a closed decision: every ballot, shuffled, and the method printed out."""

import csv
from typing import NamedTuple

from django.db.models import QuerySet

from advisory.counting.ballots import Profile
from advisory.counting.files.publishing import write_ballot_file
from advisory.counting.telling import told
from advisory.decisions.models import Ballot, Decision, Option
from advisory.decisions.services.counting import counted, options_of, profile_of


class Proof(NamedTuple):
    """``file``: the ballot file, which ``manage.py recount`` counts again. ``printed``: the method, its
    rounds and what came out, a line each. ``receipts``: the codes of all who are counted on the roll, in no
    order of voting; ``aside``: those of them who chose not to vote, and so are not in the file.
    """

    file: str
    printed: list[str]
    receipts: list[str]
    aside: list[str]


def proof_of(decision: Decision) -> Proof:
    """The proof of a closed decision. Nothing in it, nor its order, tells who cast a ballot, or when."""
    on_roll = _on_roll(decision)
    profile = profile_of(decision)
    without = on_roll.filter(option=Option.ABSTAIN) if not decision.is_secret else on_roll.none()
    return Proof(
        file=_written(decision, profile),
        printed=list(told(counted(decision, profile), profile=profile)),
        receipts=_codes(on_roll),
        aside=_codes(without),
    )


def file_of(decision: Decision) -> str:
    """The ballot file alone, which is not counted for it."""
    return _written(decision, profile_of(decision))


def _written(decision: Decision, profile: Profile) -> str:
    marked = _on_roll(decision).exclude(option=Option.ABSTAIN)
    return write_ballot_file(
        profile,
        method=decision.counted_by,
        options=options_of(decision),
        receipts=None if decision.is_secret else _codes(marked),
        question=decision.title,
    )


def _on_roll(decision: Decision) -> QuerySet[Ballot]:
    found = Ballot.objects.filter(entry__decision=decision, receipt__isnull=False)
    return found.order_by("receipt")


def _codes(ballots: QuerySet[Ballot]) -> list[str]:
    return [str(code) for code in ballots.values_list("receipt", flat=True)]


def line_of(proof: Proof, receipt: str) -> int | None:
    """In which line of the file, from 1, the ballot with this code begins; None when it has none."""
    rows = csv.reader(proof.file.splitlines(keepends=True))
    begins = 1
    for row in rows:
        if row[:1] == [receipt]:
            return begins
        begins = rows.line_num + 1
    return None
