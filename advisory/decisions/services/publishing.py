"""What is published of a closed decision: every ballot, shuffled, and the method printed out."""

import csv
from typing import NamedTuple

from advisory.counting.files.publishing import write_ballot_file
from advisory.counting.telling import told
from advisory.decisions.models import Ballot, Decision, Option
from advisory.decisions.services.counting import counted, name_of, options_of, profile_of


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
    on_roll = Ballot.objects.filter(entry__decision=decision, receipt__isnull=False).order_by("receipt")
    profile = profile_of(decision)
    in_file = None
    aside: list[str] = []
    if not decision.is_secret:
        marked = on_roll.exclude(option=Option.ABSTAIN).order_by("receipt", "pk")
        in_file = [str(code) for code in marked.values_list("receipt", flat=True)]
        without = on_roll.filter(option=Option.ABSTAIN)
        aside = [str(code) for code in without.values_list("receipt", flat=True)]
    return Proof(
        file=write_ballot_file(
            profile,
            method=name_of(decision),
            options=options_of(decision),
            receipts=in_file,
            question=decision.title,
        ),
        printed=list(told(counted(decision), profile=profile)),
        receipts=[str(code) for code in on_roll.values_list("receipt", flat=True)],
        aside=aside,
    )


def line_of(proof: Proof, receipt: str) -> int | None:
    """In which line of the file, from 1, the ballot with this code begins; None when it has none."""
    rows = csv.reader(proof.file.splitlines(keepends=True))
    begins = 1
    for row in rows:
        if row[:1] == [receipt]:
            return begins
        begins = rows.line_num + 1
    return None
