"""Rounds as short rows, to compare with tables in print."""

from advisory.counting.result import WHY_INACTIVE


def rounds_of(result):
    """(votes, who leaves, inactive by overvotes, skipped ranks, exhausted choices, duplicates) by round."""
    return [
        (one.counts, "".join(one.eliminated), tuple(one.inactive[why] for why in WHY_INACTIVE))
        for one in result.rounds
    ]
