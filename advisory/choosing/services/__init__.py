"""Changing panels: preparing, scoring, the shortlist and the vote, forgetting."""

from advisory.choosing.services.deciding import (
    forget_candidates,
    make_shortlist,
    put_to_vote,
    settle,
    stop_panel,
    vote_again,
)
from advisory.choosing.services.preparing import (
    add_candidate,
    add_criterion,
    begin_panel,
    give_seat,
    open_scoring,
    remove_criterion,
    take_seat,
)
from advisory.choosing.services.scoring import declare_conflict, give_scores

__all__ = [
    "add_candidate",
    "add_criterion",
    "begin_panel",
    "declare_conflict",
    "forget_candidates",
    "give_scores",
    "give_seat",
    "make_shortlist",
    "open_scoring",
    "put_to_vote",
    "remove_criterion",
    "settle",
    "stop_panel",
    "take_seat",
    "vote_again",
]
