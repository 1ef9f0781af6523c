"""The way of a referral: each step follows the one before it; any open one may end, for a fitting reason."""

from itertools import pairwise

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    REFERRED = "referred", _("referred")
    RECEIVED = "received", _("received")
    CONTACTED = "contacted", _("family contacted")
    CONSENTED = "consented", _("parent agreed to the evaluation")
    EVALUATED = "evaluated", _("evaluated")
    ELIGIBLE = "eligible", _("eligible")
    PLAN = "plan", _("plan made (IFSP)")
    SERVICES = "services", _("services started")
    CLOSED = "closed", _("closed")


class Turn(models.TextChoices):
    """What one line of a referral's life does to it. A correction is a line too."""

    TAKEN = "taken", _("a step")
    UNDONE = "undone", _("did not happen")
    REOPENED = "reopened", _("opened again")
    TRANSFERRED = "transferred", _("passed on")


class PauseKind(models.TextChoices):
    """Why days do not count, 34 CFR 303.310(b)(1) and (2)."""

    FAMILY = "family", _("the family can't, for a serious reason")
    CONSENT = "consent", _("the parent has not agreed yet, though we asked more than once")


class Evidence(models.TextChoices):
    """Where it is written down; the words themselves stay in that record."""

    CALLS = "calls", _("our notes of calls")
    TEXTS = "texts", _("texts or e-mails")
    LETTERS = "letters", _("letters")
    VISITS = "visits", _("our notes of visits")
    FAMILY = "family", _("a note from the family")
    HOSPITAL = "hospital", _("a note from a hospital or doctor")


WAY = (
    State.REFERRED,
    State.RECEIVED,
    State.CONTACTED,
    State.CONSENTED,
    State.EVALUATED,
    State.ELIGIBLE,
    State.PLAN,
    State.SERVICES,
)
# Nobody has called the family yet, as far as is written down.
BEFORE_CALL = (State.REFERRED, State.RECEIVED)
# Whether somebody called can still be asked; a parent who signed the consent has been met.
CALL_IN_QUESTION = (*BEFORE_CALL, State.CONTACTED)
WITH_PLAN = (State.PLAN, State.SERVICES)

# {(state, verb): next state}; the verb of a step is the name of the state it leads to. Nothing is skipped
# but the receipt: a call to the family shows that the referral came. No evaluation is without the parent's
# written consent before it, 34 CFR 303.420(a)(2).
LIFE = {
    **{(before.value, after.value): after for before, after in pairwise(WAY)},
    (State.REFERRED.value, State.CONTACTED.value): State.CONTACTED,
    **{(state.value, "close"): State.CLOSED for state in WAY},
}

# Closure form of the New York City Bureau of Early Intervention. Leaving for preschool special
# education is possible before a plan too: a child who turns three within 45 days of the referral
# goes there without one (10 NYCRR 69-4.2(b)).
ANY_TIME = ("not_found", "moved_city", "moved_state", "died", "preschool", "monitoring")
BEFORE_PLAN = ("ineligible", "refused", "duplicate")
FROM_PLAN = ("resolved", "refused")


class FamilySaid(models.TextChoices):
    """Why it ended, as a family says it. None of them says anything: nobody asked."""

    NOT_WORRIED = "not_worried", _("We are not worried about our child")
    CAUGHT_UP = "caught_up", _("Our child caught up")
    NOT_NOW = "not_now", _("It is too much for us right now")
    WAIT = "wait", _("It takes too long")
    FEAR = "fear", _("We are afraid of what comes of it")
    LANGUAGE = "language", _("They don't speak our language")
    INSURANCE = "insurance", _("We worry about insurance or what it costs")
    TRANSPORT = "transport", _("We can't get there")
    DISAGREEMENT = "disagreement", _("We don't agree about it at home")
    NEVER_CALLED = "never_called", _("Nobody ever called us")
    OTHER_HELP = "other_help", _("We found help somewhere else")
    MOVED = "moved", _("We moved")


def closing_reasons(state: str) -> tuple[str, ...]:
    """The reasons that may close a referral in ``state``, likelier ones first; none when it is closed."""
    if state == State.CLOSED:
        return ()
    stage = FROM_PLAN if state in WITH_PLAN else BEFORE_PLAN
    return (*stage, *ANY_TIME)


def next_steps(state: str, *, sent: bool) -> tuple[State, ...]:
    """The steps that may follow ``state``, the nearest first; none at the end of the way.

    Only a referral that was ``sent`` to another organisation is received; who keeps it calls the family.
    """
    following = tuple(after for after in WAY if (state, after.value) in LIFE)
    return following if sent else tuple(step for step in following if step != State.RECEIVED)
