"""Who is asked to a meeting, and what they answer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.meetings.models.meetings import Meeting


class Invitation(Owned):
    """One person asked to one meeting, and what they answered."""

    belongs_through = "meeting__group__community"

    class Standing(models.TextChoices):
        MEMBER = "member", _("member")
        CANDIDATE = "candidate", _("candidate")
        GUEST = "guest", _("guest")

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    person = models.ForeignKey("community.Person", models.CASCADE, related_name="invitations")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.MEMBER)
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=8, blank=True)

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="invitation_once"),
            models.CheckConstraint(
                condition=Q(standing__in=["member", "candidate", "guest"]), name="invitation_standing_known"
            ),
            models.CheckConstraint(condition=Q(answer__in=["", "yes", "no"]), name="invitation_answer_known"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="invitation_answer_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Notice(Owned):
    """A moment at which a meeting's invitations or reminders leave by themselves."""

    belongs_through = "meeting__group__community"

    class Kind(models.TextChoices):
        INVITE = "invite", _("invitation")
        REMIND = "remind", _("reminder")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=6, choices=Kind)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind", "due_at"], name="notice_once"),
            models.CheckConstraint(condition=Q(kind__in=["invite", "remind"]), name="notice_kind_known"),
        ]
        ordering = ["due_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Accommodation(Owned):
    """What somebody who comes needs so that they can. Forgotten some weeks after the evening."""

    belongs_through = "invitation__meeting__group__community"

    class Kind(models.TextChoices):
        MEAL = "meal", _("dinner")
        CHILDCARE = "childcare", _("child care")
        INTERPRETATION = "interpretation", _("interpretation")
        RIDE = "ride", _("ride")

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="accommodations")
    kind = models.CharField(max_length=14, choices=Kind)
    wanted = models.BooleanField()
    # Children, for child care.
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    # The diet; the children's ages in years; the language; where the ride begins.
    detail = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("accommodation")
        constraints = [
            models.UniqueConstraint(fields=["invitation", "kind"], name="accommodation_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["meal", "childcare", "interpretation", "ride"]),
                name="accommodation_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(wanted=True) | Q(count__isnull=True, detail=""),
                name="accommodation_details_of_what_is_wanted",
            ),
            models.CheckConstraint(
                condition=Q(count__isnull=True) | Q(kind="childcare", count__range=(1, 12)),
                name="accommodation_counts_children",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
