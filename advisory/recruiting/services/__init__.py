"""Leading somebody from the first word to a seat."""

from advisory.recruiting.services.forgetting import forget_old_applicants
from advisory.recruiting.services.gatherings import (
    COMING,
    answer_coming,
    ask_to,
    keep_note,
    mark_came,
    plan_gathering,
)
from advisory.recruiting.services.interest import (
    Outcome,
    begin_outreach,
    end_outreach,
    register_interest,
    write_down,
)
from advisory.recruiting.services.moving import bring_back, decline, seat_applicant, withdraw
from advisory.recruiting.services.voting import follow_vote, put_to_vote

__all__ = [
    "COMING",
    "Outcome",
    "answer_coming",
    "ask_to",
    "begin_outreach",
    "bring_back",
    "decline",
    "end_outreach",
    "follow_vote",
    "forget_old_applicants",
    "keep_note",
    "mark_came",
    "plan_gathering",
    "put_to_vote",
    "register_interest",
    "seat_applicant",
    "withdraw",
    "write_down",
]
