"""The way to a seat: its stages, and what leads from one to the next."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an applicant stands."""

    INTERESTED = "interested", _("interested")
    INFORMED = "informed", _("came to an information session")
    INTERVIEW = "interview", _("group interview")
    CANDIDATE = "candidate", _("the group votes")
    CHOSEN = "chosen", _("chosen by the group")
    NOT_CHOSEN = "not_chosen", _("not chosen by the group")
    SEATED = "seated", _("seated")
    DECLINED = "declined", _("turned down")
    WITHDRAWN = "withdrawn", _("stepped back")


EARLY = (State.INTERESTED, State.INFORMED)
OVER = (State.SEATED, State.DECLINED, State.WITHDRAWN)
_WAITING = (*EARLY, State.INTERVIEW, State.NOT_CHOSEN)


def _steps() -> Iterator[tuple[str, tuple[State, ...], State]]:
    yield "inform", (State.INTERESTED,), State.INFORMED
    # They had been written down as having come to a session, and had not.
    yield "correct", (State.INFORMED,), State.INTERESTED
    yield "interview", (*EARLY, State.NOT_CHOSEN), State.INTERVIEW
    # Also when the same question is asked again.
    yield "stand", (State.INTERVIEW, State.CANDIDATE, State.CHOSEN, State.NOT_CHOSEN), State.CANDIDATE
    yield "choose", (State.CANDIDATE,), State.CHOSEN
    yield "pass_over", (State.CANDIDATE,), State.NOT_CHOSEN
    yield "seat", (State.CHOSEN,), State.SEATED
    # Where the charter lets the coordinator give a seat.
    yield "seat_without_vote", _WAITING, State.SEATED
    yield "decline", _WAITING, State.DECLINED
    yield "withdraw", (*_WAITING, State.CANDIDATE, State.CHOSEN), State.WITHDRAWN
    yield "return", OVER, State.INTERESTED


LIFE = {(state, verb): following for verb, states, following in _steps() for state in states}
