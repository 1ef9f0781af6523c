"""Proposals: what somebody wants their group to decide, what others say of it, and how it changed."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned

# Room for what a few sentences need; an index can hold that many letters of any script.
LONGEST_WORDS = 600


class Proposal(Owned):
    """Something a member wants their group to decide. Its text is the newest version's."""

    belongs_through = "group__community"

    class State(models.TextChoices):
        OPEN = "open", _("being talked about")
        DEFERRED = "deferred", _("put off to a meeting")
        VOTING = "voting", _("taken to a vote")
        WITHDRAWN = "withdrawn", _("withdrawn")

    LIFE: ClassVar = {
        (State.OPEN, "defer"): State.DEFERRED,
        (State.DEFERRED, "defer"): State.DEFERRED,
        (State.DEFERRED, "take_up"): State.OPEN,
        (State.OPEN, "vote"): State.VOTING,
        (State.DEFERRED, "vote"): State.VOTING,
        (State.OPEN, "withdraw"): State.WITHDRAWN,
        (State.DEFERRED, "withdraw"): State.WITHDRAWN,
        (State.WITHDRAWN, "reopen"): State.OPEN,
        (State.VOTING, "reopen"): State.OPEN,
    }
    # While it can still change.
    TALKED_ABOUT = (State.OPEN, State.DEFERRED)

    class Channel(models.TextChoices):
        TEXT = "text", _("by text")
        WEB = "web", _("on the page")

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="proposals")
    title = models.CharField(max_length=120)
    proposed_by = models.ForeignKey("community.Person", models.PROTECT, related_name="proposals")
    proposed_at = models.DateTimeField(db_default=Now())
    channel = models.CharField(max_length=4, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    deferred_to = models.ForeignKey(
        "community.Meeting", models.PROTECT, null=True, blank=True, related_name="deferred_proposals"
    )
    # Why it was last put off, withdrawn or taken up again.
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("proposal")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="proposal_has_title"),
            models.CheckConstraint(condition=Q(channel__in=["text", "web"]), name="proposal_channel_known"),
            models.CheckConstraint(
                condition=Q(state="deferred", deferred_to__isnull=False)
                | Q(state__in=["open", "voting", "withdrawn"], deferred_to__isnull=True),
                name="proposal_deferred_to_a_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["deferred", "withdrawn"], reason=""), name="proposal_says_why"
            ),
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class ProposalVersion(AppendOnly):
    """The text of a proposal. A change that was accepted is another version."""

    belongs_through = "proposal__group__community"

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    author = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("version of a proposal")
        verbose_name_plural = _("versions of proposals")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="proposal_version_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1) & ~Q(text=""), name="proposal_version_says_something"
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"version {self.number}"


class Amendment(Owned):
    """Somebody's wording in place of a version's text; it becomes the next version, or is declined."""

    belongs_through = "version__proposal__group__community"

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    LIFE: ClassVar = {
        (State.WAITING, "accept"): State.ACCEPTED,
        (State.WAITING, "decline"): State.DECLINED,
    }

    # The text it changes.
    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="amendments")
    text = models.TextField()
    note = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    # Why it was declined.
    reason = models.CharField(max_length=200, blank=True)
    # What it became.
    became = models.OneToOneField(
        ProposalVersion, models.PROTECT, null=True, blank=True, related_name="came_from"
    )

    class Meta:
        verbose_name = _("amendment")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="amendment_says_something"),
            models.CheckConstraint(
                condition=Q(state="accepted", became__isnull=False)
                | Q(state__in=["waiting", "declined"], became__isnull=True),
                name="amendment_accepted_became_a_version",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined", reason=""), name="amendment_declined_says_why"
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"amendment {self.pk}"


class Stance(models.TextChoices):
    """How somebody stands to a proposal."""

    FOR = "for", _("For it")
    CHANGES = "changes", _("For it, with changes")
    CONCERNS = "concerns", _("I have concerns")
    AGAINST = "against", _("Against it")
    QUESTION = "question", _("A question")
    ANSWER = "answer", _("An answer")


STANCES = ["for", "changes", "concerns", "against", "question", "answer"]


class Position(Owned):
    """What somebody says of a proposal, under their name. Their last word is where they stand."""

    belongs_through = "proposal__group__community"

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="positions")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    stance = models.CharField(max_length=8, choices=Stance)
    words = models.CharField(max_length=LONGEST_WORDS)
    said_at = models.DateTimeField(db_default=Now())
    # Why the team has hidden it; "" while everybody in the group reads it.
    hidden_why = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("position")
        constraints = [
            models.CheckConstraint(condition=Q(stance__in=STANCES), name="position_stance_known"),
            models.CheckConstraint(condition=~Q(words=""), name="position_in_own_words"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"position {self.pk}"


class UnsignedPosition(Owned):
    """The same without a name: no author, no time, no order.

    Its key is drawn at random, and with each new one all of a proposal are written anew in the order of
    their keys, so that neither their place in the table nor the transaction that wrote them tells which
    came last. Nothing counts them: one person may write several.
    """

    belongs_through = "proposal__group__community"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="unsigned_positions")
    stance = models.CharField(max_length=8, choices=Stance)
    words = models.CharField(max_length=LONGEST_WORDS)
    hidden_why = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("position without a name")
        verbose_name_plural = _("positions without a name")
        constraints = [
            models.CheckConstraint(condition=Q(stance__in=STANCES), name="unsigned_position_stance_known"),
            models.CheckConstraint(condition=~Q(words=""), name="unsigned_position_in_own_words"),
            models.UniqueConstraint(
                fields=["proposal", "stance", "words"], name="unsigned_position_said_once"
            ),
        ]

    def __str__(self) -> str:
        return "position without a name"


class BroughtToVote(AppendOnly):
    """The question that a version of a proposal was taken to."""

    belongs_through = "version__proposal__group__community"

    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="votes")
    decision = models.OneToOneField("advisory.Decision", models.PROTECT, related_name="brought")

    class Meta:
        verbose_name = _("vote on a proposal")
        verbose_name_plural = _("votes on proposals")

    def __str__(self) -> str:
        return f"vote {self.pk}"
