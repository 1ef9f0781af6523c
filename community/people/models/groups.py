"""Groups that meet, and who holds which place in them over time."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned, OwnedQuerySet
from community.people.models.places import Community


class Group(Owned):
    """A body of people that meets: an advisory board, an action team, a subcommittee, a council."""

    class Kind(models.TextChoices):
        ADVISORY_BOARD = "advisory_board", _("Family Advisory Board")
        ACTION_TEAM = "action_team", _("Provider Action Team")
        SUBCOMMITTEE = "subcommittee", _("Subcommittee")
        COUNCIL = "council", _("Council")

    community = models.ForeignKey(Community, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=8, help_text=_("Short name in lists, such as FAB."))
    kind = models.CharField(max_length=20, choices=Kind)
    # What its charter says of meetings. Minutes after the start that still count as on time; empty: no rule.
    grace_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    # Families speak before the staff.
    families_first = models.BooleanField(default=False)
    # The group has agreed that the facilitator sees how much of the talking each role does.
    shows_talk_share = models.BooleanField(default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        verbose_name = _("group")
        constraints = [
            models.UniqueConstraint(fields=["community", "code"], name="group_code_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["advisory_board", "action_team", "subcommittee", "council"]),
                name="group_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="group_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(OwnedQuerySet):
    def on(self, day: date) -> "MembershipQuerySet":
        """Memberships that hold on ``day``; the last day counts."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Membership(Owned):
    """A person's place in a group over time, so that the roster as of any date is known."""

    belongs_through = "group__community"

    class Status(models.TextChoices):
        CANDIDATE = "candidate", _("candidate")
        MEMBER = "member", _("member")
        CHAIR = "chair", _("chair")
        ALUMNI = "alumni", _("alumni")

    SEATED = (Status.MEMBER, Status.CHAIR)

    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="memberships")
    status = models.CharField(max_length=10, choices=Status, default=Status.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="membership_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(until__isnull=True), name="membership_open_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["candidate", "member", "chair", "alumni"]),
                name="membership_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"


class StaffRole(Owned):
    """A post in the backbone staff, over time."""

    belongs_through = "person__community"

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        FACILITATOR = "facilitator", _("facilitator")
        AMBASSADOR = "ambassador", _("Early Intervention Ambassador")
        FINANCE = "finance", _("finance")

    person = models.ForeignKey("community.Person", models.PROTECT, related_name="staff_roles")
    role = models.CharField(max_length=12, choices=Role)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff role")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="staff_role_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(until__isnull=True), name="staff_role_open_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["coordinator", "facilitator", "ambassador", "finance"]),
                name="staff_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
