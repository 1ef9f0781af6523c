"""What a meeting talks about, in order."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.meetings.models.meetings import Meeting


class AgendaItem(Owned):
    """One item of the agenda, in order. A deferred one is held: the next draft has it again."""

    belongs_through = "meeting__group__community"

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        PLANNED = "planned", _("to come")
        DONE = "done", _("done")
        DEFERRED = "deferred", _("held")
        DROPPED = "dropped", _("dropped")

    class Kind(models.TextChoices):
        """The kinds of our own agendas. A past record keeps its own word."""

        ICEBREAKER = "icebreaker", _("icebreaker")
        REALITY_CHECK = "reality_check", _("Reality Check review")
        NEWS = "news", _("news")
        RECAP = "recap", _("recap of the other body")
        PROJECT_UPDATE = "project_update", _("project update")
        SMALL_GROUPS = "small_groups", _("small groups")
        DISCUSSION = "discussion", _("discussion")
        DECISION = "decision", _("decision")
        NEXT_STEPS = "next_steps", _("next steps")

    # The evening itself settles items without a table (``services.evening``): it may go back to one.
    LIFE: ClassVar = {
        (State.PROPOSED, "accept"): State.PLANNED,
        (State.PROPOSED, "drop"): State.DROPPED,
        (State.PLANNED, "drop"): State.DROPPED,
        (State.DEFERRED, "drop"): State.DROPPED,
    }

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    presenter = models.ForeignKey(
        "community.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    objective = models.CharField(max_length=200, blank=True)
    # Guests see the other items only.
    closed_to_guests = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(
        "community.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The held item of an earlier meeting that came back as this one.
    continues = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="continued_by"
    )
    drop_reason = models.CharField(max_length=200, blank=True)
    # Whole seconds that its clock has run, without the run that goes on.
    spent_seconds = models.PositiveIntegerField(default=0)
    # What a draft says about it, or the facts of a past record, one a line.
    notes = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)

    class Meta:
        verbose_name = _("agenda item")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_once"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_title"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "planned", "done", "deferred", "dropped"]),
                name="agenda_item_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="dropped") & ~Q(drop_reason="") | ~Q(state="dropped") & Q(drop_reason=""),
                name="agenda_item_dropped_for_a_reason",
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_words(self) -> str:
        """The kind as people say it. A past record's own word stays as it is, with spaces."""
        if self.kind in self.Kind.values:
            return str(self.Kind(self.kind).label)
        return self.kind.replace("_", " ")
