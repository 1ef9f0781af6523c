"""Changing budget rounds: their life, ideas, projects, and what was delivered."""

from advisory.budgets.services.delivering import add_measure, deliver, record_reading
from advisory.budgets.services.ideas import forget_phones, merge_idea, propose, show_idea, turn_down_idea
from advisory.budgets.services.projects import (
    add_note,
    find_feasible,
    find_not_feasible,
    look_again,
    write_project,
)
from advisory.budgets.services.rounds import (
    begin_round,
    collect_again,
    finish_round,
    publish_round,
    put_to_vote,
    review_again,
    review_round,
    settle,
)

__all__ = [
    "add_measure",
    "add_note",
    "begin_round",
    "collect_again",
    "deliver",
    "find_feasible",
    "find_not_feasible",
    "finish_round",
    "forget_phones",
    "look_again",
    "merge_idea",
    "propose",
    "publish_round",
    "put_to_vote",
    "record_reading",
    "review_again",
    "review_round",
    "settle",
    "show_idea",
    "turn_down_idea",
    "write_project",
]
