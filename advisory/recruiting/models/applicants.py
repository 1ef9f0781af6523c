"""Where a group looks for members, and who would like to join."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisory.recruiting.states import LIFE, State
from community.core.owned import Owned
from community.people.models import Channel


class Outreach(Owned):
    """A group looks for members: where, and from when to when."""

    belongs_through = "group__community"

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="outreach")
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField()
    # The last day; empty: until somebody ends it.
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("outreach")
        verbose_name_plural = _("outreach")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="outreach_has_title"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="outreach_ends_after_start",
            ),
        ]
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Applicant(Owned):
    """Somebody who would like to sit in a group, from the first word to the seat. Once a person and group.

    Who turns back, or is turned down, is forgotten after a time (``services.forget_old_applicants``); so
    what is private about them stands here, and never in the audit.
    """

    belongs_through = "group__community"

    LIFE: ClassVar = LIFE

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="applicants")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="applications")
    state = models.CharField(max_length=10, choices=State, default=State.INTERESTED)
    outreach = models.ForeignKey(Outreach, models.SET_NULL, null=True, blank=True, related_name="applicants")
    channel = models.CharField(max_length=8, choices=Channel)
    came_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    # Why they were turned down or stepped back, in kind words.
    reason = models.CharField(max_length=200, blank=True)
    # The vote of the group about them, and the place of their name among its choices, if it has any.
    decision = models.ForeignKey(
        "advisory.Decision", models.PROTECT, null=True, blank=True, related_name="applicants"
    )
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    term = models.OneToOneField(
        "advisory.Term", models.PROTECT, null=True, blank=True, related_name="applicant"
    )
    # The charter of that day let the coordinator give the seat.
    without_vote = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("applicant")
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="applicant_once"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        *("interested", "informed", "interview", "candidate", "chosen", "not_chosen"),
                        *("seated", "declined", "withdrawn"),
                    ]
                ),
                name="applicant_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["candidate", "chosen", "not_chosen"]) | Q(decision__isnull=False),
                name="applicant_voted_on_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(state="seated", term__isnull=False) | ~Q(state="seated") & Q(term__isnull=True),
                name="applicant_seated_has_a_term",
            ),
            models.CheckConstraint(
                condition=~Q(state="seated") | Q(decision__isnull=False) | Q(without_vote=True),
                name="applicant_seated_by_vote_or_charter",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="applicant_declined_says_why"
            ),
        ]
        ordering = ["moved_at", "pk"]

    def __str__(self) -> str:
        return f"applicant {self.pk}"
