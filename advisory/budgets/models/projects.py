"""What people would do with the money: ideas as they came, and the projects made of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advisory.budgets.models.rounds import Round
from community.core.owned import AppendOnly, Owned
from community.people.models import LANGUAGES, PhoneField, phone_shape


class Project(Owned):
    """One thing the money could pay for."""

    belongs_through = "round__group__community"

    class State(models.TextChoices):
        DRAFT = "draft", _("being looked at")
        FEASIBLE = "feasible", _("can be done")
        NOT_FEASIBLE = "not_feasible", _("cannot be done")
        CHOSEN = "chosen", _("chosen")
        NOT_CHOSEN = "not_chosen", _("not chosen")
        DELIVERED = "delivered", _("done")

    LIFE: ClassVar = {
        (State.DRAFT, "find_feasible"): State.FEASIBLE,
        (State.DRAFT, "find_not_feasible"): State.NOT_FEASIBLE,
        (State.FEASIBLE, "find_not_feasible"): State.NOT_FEASIBLE,
        (State.FEASIBLE, "look_again"): State.DRAFT,
        (State.NOT_FEASIBLE, "look_again"): State.DRAFT,
        (State.FEASIBLE, "choose"): State.CHOSEN,
        (State.FEASIBLE, "pass_over"): State.NOT_CHOSEN,
        (State.CHOSEN, "deliver"): State.DELIVERED,
    }
    WON = (State.CHOSEN, State.DELIVERED)

    round = models.ForeignKey(Round, models.PROTECT, related_name="projects")
    number = models.PositiveSmallIntegerField()
    # As it stands on the ballot: in the first language of the community.
    title = models.CharField(max_length=80)
    place = models.CharField(max_length=120, blank=True)
    cost_cents = models.PositiveBigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    # Why it cannot be done: said to everybody, and by text to whoever proposed it.
    why_not = models.CharField(max_length=200, blank=True)
    choice = models.OneToOneField(
        "advisory.Choice", models.PROTECT, null=True, blank=True, related_name="project"
    )
    # How many voted for it; none before the vote has decided.
    votes = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("project")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="project_number_once"),
            models.UniqueConstraint(fields=["round", "title"], name="project_title_once"),
            models.CheckConstraint(condition=~Q(title=""), name="project_has_title"),
            models.CheckConstraint(
                condition=Q(cost_cents__isnull=True) | Q(cost_cents__gt=0), name="project_costs_something"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", why_not="", votes__isnull=True)
                | Q(state="not_feasible", votes__isnull=True) & ~Q(why_not="")
                | Q(state="feasible", cost_cents__isnull=False, why_not="", votes__isnull=True)
                | Q(
                    state__in=["chosen", "not_chosen", "delivered"],
                    cost_cents__isnull=False,
                    choice__isnull=False,
                    votes__isnull=False,
                    why_not="",
                ),
                name="project_state_is_told_whole",
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.title


class ProjectText(Owned):
    """A project in one language of the community."""

    belongs_through = "project__round__group__community"

    project = models.ForeignKey(Project, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("text of a project")
        verbose_name_plural = _("texts of a project")
        constraints = [
            models.UniqueConstraint(fields=["project", "language"], name="project_text_once"),
            models.CheckConstraint(
                condition=~Q(title="") & Q(language__in=[code for code, _name in LANGUAGES]),
                name="project_text_can_be_read",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProjectNote(AppendOnly):
    """What somebody of the staff found out about a project: whom they asked, what it would take."""

    belongs_through = "project__round__group__community"

    project = models.ForeignKey(Project, models.PROTECT, related_name="notes")
    body = models.TextField()
    author = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("feasibility note")
        constraints = [models.CheckConstraint(condition=~Q(body=""), name="feasibility_note_says_something")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Idea(Owned):
    """What somebody would do with the money, in their words. Only ``shown`` is ever public."""

    belongs_through = "round__group__community"

    class State(models.TextChoices):
        NEW = "new", _("new")
        SHOWN = "shown", _("on the page")
        MERGED = "merged", _("part of a project")
        DECLINED = "declined", _("cannot be done")

    class Channel(models.TextChoices):
        TEXT = "text", _("by text")
        PAGE = "page", _("on a page")

    LIFE: ClassVar = {
        (State.NEW, "show"): State.SHOWN,
        (State.NEW, "merge"): State.MERGED,
        (State.SHOWN, "merge"): State.MERGED,
        (State.NEW, "decline"): State.DECLINED,
        (State.SHOWN, "decline"): State.DECLINED,
    }

    round = models.ForeignKey(Round, models.PROTECT, related_name="ideas")
    words = models.CharField(max_length=300)
    # The words in small plain letters: who sends the same again has sent it once.
    plain = models.CharField(max_length=300)
    # What everybody may read, when somebody of the staff has read it.
    shown = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="ideas")
    proposer = models.ForeignKey("community.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    # Of somebody whom we do not know; forgotten when the round is finished.
    phone = PhoneField(null=True, blank=True)
    channel = models.CharField(max_length=8, choices=Channel)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("idea")
        constraints = [
            models.UniqueConstraint(fields=["round", "proposer", "plain"], name="idea_once_a_person"),
            models.UniqueConstraint(fields=["round", "phone", "plain"], name="idea_once_a_phone"),
            phone_shape("phone", "idea_phone_e164"),
            models.CheckConstraint(condition=~Q(words=""), name="idea_says_something"),
            models.CheckConstraint(
                condition=Q(proposer__isnull=True) | Q(phone__isnull=True), name="idea_has_one_sender"
            ),
            models.CheckConstraint(
                condition=Q(state="shown", project__isnull=True) & ~Q(shown="")
                | Q(state="merged", project__isnull=False)
                | Q(state__in=["new", "declined"], project__isnull=True),
                name="idea_state_is_told_whole",
            ),
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"idea {self.pk}"
