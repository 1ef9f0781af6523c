"""What the steps of a referral are called in FHIR, both ways, and nothing left out. Pure.

``Task.status`` as in the referral tasks of Gravity SDOH Clinical Care, ``Task.businessStatus`` as in BSeR's
TaskBusinessStatusCS (both HL7). They know fewer steps than the way of a referral has, so the step itself
stands beside them in a coding of our own, and what comes without it is read as the earliest it can mean.
"""

from typing import NamedTuple

from referrals.tracking.states import WAY, State

BSER = "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS"
STEP, REASON = "urn:stoop:step", "urn:stoop:closing-reason"
CONCERN, SOURCE, RACE, PURPOSE = (
    "urn:stoop:concern",
    "urn:stoop:source",
    "urn:stoop:race",
    "urn:stoop:purpose",
)
LANGUAGE = "urn:ietf:bcp:47"
GENDERS = {"f": "female", "m": "male", "x": "other", "": "unknown"}


class Names(NamedTuple):
    """``Task.status``, the code of ``Task.businessStatus``, and ``ServiceRequest.status``."""

    task: str
    business: str
    request: str


OPEN = {
    State.REFERRED: Names("requested", "2.0", "active"),
    State.RECEIVED: Names("accepted", "3.0", "active"),
    State.CONTACTED: Names("in-progress", "5.1.1", "active"),
    State.CONSENTED: Names("in-progress", "5.1.1", "active"),
    State.EVALUATED: Names("in-progress", "5.1.4", "active"),
    State.ELIGIBLE: Names("in-progress", "5.1.4", "active"),
    State.PLAN: Names("in-progress", "5.1.4", "active"),
    State.SERVICES: Names("completed", "7.0", "completed"),
}
_FULFILLED = Names("completed", "7.0", "completed")
_CANCELLED = Names("cancelled", "6.0", "revoked")
_FAILED = Names("failed", "6.0", "revoked")
CLOSED = {
    **dict.fromkeys(("resolved", "preschool", "monitoring", "ineligible"), _FULFILLED),
    **dict.fromkeys(("refused", "moved_city", "moved_state"), _CANCELLED),
    **dict.fromkeys(("not_found", "died"), _FAILED),
    "duplicate": Names("entered-in-error", "6.0", "entered-in-error"),
}

STAY, CLOSE = "stay", "close"
# Every status a task of a referral may have. A draft is not sent, a pause changes no step, and a task that is
# rejected ends at its receiver: the referral itself stays where it was.
TASK_MEANS = {
    **dict.fromkeys(("draft", "on-hold", "rejected"), STAY),
    "requested": State.REFERRED.value,
    **dict.fromkeys(("received", "accepted", "ready"), State.RECEIVED.value),
    "in-progress": State.CONTACTED.value,
    "completed": State.SERVICES.value,
    **dict.fromkeys(("cancelled", "failed", "entered-in-error"), CLOSE),
}
# Every business status; of a task in progress they tell more.
BUSINESS_MEANS = {
    "2.0": State.REFERRED.value,
    "3.0": State.RECEIVED.value,
    "4.0": STAY,
    **dict.fromkeys(("5.1.1", "5.1.2", "5.1.3"), State.CONTACTED.value),
    "5.1.4": State.EVALUATED.value,
    "5.2": STAY,
    "6.0": CLOSE,
    "7.0": State.SERVICES.value,
}


def names_of(state: str, reason: str) -> Names:
    """What a referral in ``state`` is called; ``reason`` is that of its end."""
    return CLOSED[reason] if state == State.CLOSED else OPEN[State(state)]


def meaning(task: str, business: str, step: str) -> str | None:
    """The step that a task says: a state, CLOSE or STAY; None where the three contradict each other.

    ``task`` and ``business`` (or "") are of the tables above; ``step`` is of our own coding, or "".
    """
    if step == State.CLOSED:
        return CLOSE if task in {names.task for names in CLOSED.values()} else None
    if step:
        fits = OPEN[State(step)].task == task or TASK_MEANS[task] == STAY
        return (STAY if TASK_MEANS[task] == STAY else step) if fits else None
    if task == "in-progress" and BUSINESS_MEANS.get(business) in (*map(str, WAY[2:]),):
        return BUSINESS_MEANS[business]
    return TASK_MEANS[task]
