"""What a group asks itself after each meeting, and what came back.

Of an anonymous check only sums are kept: no answer has a row, so none has a person, a time or a place
in an order. Who has answered stands in ``CheckSheet``, which holds no score.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned


class QuestionSet(AppendOnly):
    """The questions of a group from one moment on. A change is a new version; old checks keep theirs."""

    belongs_through = "group__community"

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="question_sets")
    number = models.PositiveSmallIntegerField()
    is_anonymous = models.BooleanField()
    # How long a check stays open.
    open_hours = models.PositiveSmallIntegerField(default=48)
    made_by = models.ForeignKey("community.Person", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("questions of a Reality Check")
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="question_set_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="question_set_from_one"),
            models.CheckConstraint(condition=Q(open_hours__range=(1, 336)), name="question_set_open_hours"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of group {self.group_id}"


class CheckQuestion(AppendOnly):
    """One question of a version, in the languages it is written in."""

    belongs_through = "question_set__group__community"

    question_set = models.ForeignKey(QuestionSet, models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    en = models.CharField(max_length=70, blank=True)
    es = models.CharField(max_length=70, blank=True)
    ht = models.CharField(max_length=70, blank=True)

    class Meta:
        verbose_name = _("question of a Reality Check")
        constraints = [
            models.UniqueConstraint(fields=["question_set", "position"], name="check_question_place_once"),
            models.CheckConstraint(condition=~Q(en="", es="", ht=""), name="check_question_has_words"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"question {self.position} of set {self.question_set_id}"


class RealityCheck(Owned):
    """How a group saw one meeting."""

    belongs_through = "meeting__group__community"

    meeting = models.OneToOneField("community.Meeting", models.PROTECT, related_name="reality_check")
    question_set = models.ForeignKey(QuestionSet, models.PROTECT, related_name="checks")
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()
    # Results are shown from then on.
    closed_at = models.DateTimeField(null=True, blank=True)
    # Sheets without a name that the staff typed in.
    paper_sheets = models.PositiveSmallIntegerField(default=0)
    # "What should we change?", in the order of the alphabet, so that none leads back to its sheet.
    remarks: Any = models.JSONField(default=list, blank=True)
    # Written by the staff before the next meeting.
    changed = models.TextField(blank=True, max_length=600)

    class Meta:
        verbose_name = _("Reality Check")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=models.F("opened_at")), name="reality_check_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"reality check of meeting {self.meeting_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and timezone.now() < self.closes_at


class CheckSheet(Owned):
    """One person who is asked, and which questions they have answered; never what."""

    belongs_through = "check_of__meeting__group__community"

    check_of = models.ForeignKey(RealityCheck, models.CASCADE, related_name="sheets")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    # Keys of ``CheckQuestion``, in the order of the sheet.
    answered: Any = models.JSONField(default=list, blank=True)
    has_remarked = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("sheet of a Reality Check")
        constraints = [models.UniqueConstraint(fields=["check_of", "person"], name="check_sheet_once")]

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class CheckTally(Owned):
    """How many gave one score to one question, where no names are kept: anonymous checks, and paper."""

    belongs_through = "check_of__meeting__group__community"

    check_of = models.ForeignKey(RealityCheck, models.CASCADE, related_name="tallies")
    question = models.ForeignKey(CheckQuestion, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sum of a Reality Check")
        constraints = [
            models.UniqueConstraint(fields=["check_of", "question", "score"], name="check_tally_once"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="check_tally_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"tally {self.pk}"


class CheckScore(Owned):
    """The answer of a person in a check with names. Nobody is shown it beside the name."""

    belongs_through = "sheet__check_of__meeting__group__community"

    sheet = models.ForeignKey(CheckSheet, models.CASCADE, related_name="scores")
    question = models.ForeignKey(CheckQuestion, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("answer of a Reality Check")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "question"], name="check_score_once"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="check_score_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"score {self.pk}"
