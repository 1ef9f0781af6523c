"""Changing boards: seats, terms, subcommittees, and what a group has agreed on."""

from advisory.boards.services.charters import (
    adopt_text,
    keep_dissent,
    translate_version,
    write_version,
)
from advisory.boards.services.seats import add_seats, close_seat
from advisory.boards.services.subcommittees import found_subcommittee, join_subcommittee
from advisory.boards.services.terms import begin_term, end_membership, give_seat, renew_term

__all__ = [
    "add_seats",
    "adopt_text",
    "begin_term",
    "close_seat",
    "end_membership",
    "found_subcommittee",
    "give_seat",
    "join_subcommittee",
    "keep_dissent",
    "renew_term",
    "translate_version",
    "write_version",
]
