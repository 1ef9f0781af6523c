"""The roll, and the one ballot of each who is on it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from advisory.decisions.models.decisions import Decision
from community.core.owned import AppendOnly, Owned

OPTIONS = ["yes", "no", "abstain"]


class Option(models.TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")
    ABSTAIN = "abstain", _("not voting")


class RollEntry(AppendOnly):
    """One person entitled to vote on one decision, as of its opening."""

    belongs_through = "decision__group__community"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="roll")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("roll entry")
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="on_the_roll_once")]

    def __str__(self) -> str:
        return f"roll entry {self.pk}"


class Recusal(Owned):
    """Somebody steps aside from one decision because of a conflict of interest."""

    belongs_through = "decision__group__community"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="recusals")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    declared_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("recusal")
        constraints = [
            models.UniqueConstraint(fields=["decision", "person"], name="recused_once"),
            models.CheckConstraint(condition=~Q(why=""), name="recusal_says_why"),
        ]

    def __str__(self) -> str:
        return f"recusal {self.pk}"


class Proxy(Owned):
    """Somebody on the roll lets another one on it vote for them, where the charter allows it."""

    belongs_through = "decision__group__community"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="proxies")
    giver = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    holder = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("proxy")
        verbose_name_plural = _("proxies")
        constraints = [
            models.UniqueConstraint(fields=["decision", "giver"], name="proxy_given_once"),
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="proxy_held_by_another"),
        ]

    def __str__(self) -> str:
        return f"proxy {self.pk}"


class Ballot(Owned):
    """The one ballot of one entry of the roll. Until closing, a later vote replaces an earlier one.

    Of a secret vote it says only that this voter has voted: what was voted is a ``SealedBallot``.
    ``option`` answers yes or no; ``marks`` choose between choices, in the shape of ``rules.checked_marks``.
    """

    belongs_through = "entry__decision__group__community"

    class Channel(models.TextChoices):
        TEXT = "text", _("by text")
        PHONE = "phone", _("on their own phone")
        HAND = "hand", _("by raised hand")
        PAPER = "paper", _("on paper")
        PROXY = "proxy", _("by proxy")

    OWN = (Channel.TEXT, Channel.PHONE)

    entry = models.OneToOneField(RollEntry, models.PROTECT, related_name="ballot")
    option = models.CharField(max_length=8, choices=Option, blank=True)
    marks = models.JSONField(null=True, blank=True)
    # Why somebody objects, where the method is consent.
    reason = models.CharField(max_length=300, blank=True)
    is_sealed = models.BooleanField(default=False)
    channel = models.CharField(max_length=8, choices=Channel)
    entered_by = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=200, blank=True)
    # The code by which its voter finds this ballot in the published file, or their name counted on the roll.
    receipt = models.CharField(max_length=12, unique=True, null=True, blank=True)
    # The database's own time, like every moment that decides whether a ballot counts; none when sealed.
    cast_at = models.DateTimeField(db_default=Now(), null=True)

    class Meta:
        verbose_name = _("ballot")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_sealed=False, option__in=OPTIONS, marks__isnull=True)
                | Q(is_sealed=False, option="", marks__isnull=False)
                | Q(is_sealed=True, option="", marks__isnull=True, reason="", cast_at__isnull=True),
                name="ballot_says_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["hand", "paper", "proxy"], entered_by__isnull=False)
                | Q(channel__in=["text", "phone"], entered_by__isnull=True),
                name="ballot_says_who_entered_it",
            ),
            models.CheckConstraint(condition=~Q(channel="paper", why=""), name="ballot_says_why_on_paper"),
        ]

    def __str__(self) -> str:
        return f"ballot {self.pk}"


class SealedBallot(Owned):
    """A ballot of a secret vote: no voter, no time, no channel, no order.

    Its key is drawn at random, and closing writes all of them anew in the order of their keys, so that
    neither their place in the table nor the transaction that wrote them tells when they came.
    """

    belongs_through = "decision__group__community"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="sealed_ballots")
    option = models.CharField(max_length=8, choices=Option, blank=True)
    marks = models.JSONField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("sealed ballot")
        constraints = [
            models.CheckConstraint(
                condition=Q(option__in=OPTIONS, marks__isnull=True) | Q(option="", marks__isnull=False),
                name="sealed_ballot_says_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return "sealed ballot"
