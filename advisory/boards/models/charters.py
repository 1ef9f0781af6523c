"""What a group has agreed on, in every version, with the dissent beside it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from advisory.boards.rules import ENTITLED, FROM_INTERVIEW, FROM_VOTE, PRESENT
from community.core.owned import AppendOnly, Owned
from community.people.models import LANGUAGES

_KNOWN = [code for code, _name in LANGUAGES]


class Charter(Owned):
    """A text that a group agreed on: its charter, of which it has one, or another agreement."""

    belongs_through = "group__community"

    class Kind(models.TextChoices):
        CHARTER = "charter", _("charter")
        AGREEMENT = "agreement", _("agreement")

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="charters")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("charter or agreement")
        verbose_name_plural = _("charters and agreements")
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(kind="charter"), name="charter_once"),
            models.UniqueConstraint(fields=["group", "title"], name="charter_title_once"),
            models.CheckConstraint(condition=Q(kind__in=["charter", "agreement"]), name="charter_kind_known"),
            models.CheckConstraint(condition=~Q(title=""), name="charter_has_title"),
        ]

    def __str__(self) -> str:
        return self.title


class CharterVersion(AppendOnly):
    """One wording, in force from ``adopted_on`` until the next is. A change is another version."""

    belongs_through = "charter__group__community"

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2, choices=LANGUAGES)
    # CommonMark, without HTML.
    body = models.TextField()
    adopted_on = models.DateField()
    # By when the group looks at it again.
    review_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        "advisory.Decision", models.PROTECT, null=True, blank=True, related_name="charter_versions"
    )
    why = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey("community.Person", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of a charter")
        verbose_name_plural = _("versions of charters")
        constraints = [
            models.UniqueConstraint(fields=["charter", "number"], name="charter_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="charter_version_from_one"),
            models.CheckConstraint(condition=~Q(body=""), name="charter_version_says_something"),
            models.CheckConstraint(condition=Q(language__in=_KNOWN), name="charter_version_language_known"),
            models.CheckConstraint(
                condition=Q(review_on__isnull=True) | Q(review_on__gt=F("adopted_on")),
                name="charter_reviewed_after_adoption",
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"version {self.number}"


class CharterTranslation(AppendOnly):
    """One version in another language. The version itself holds; a better translation is another row."""

    belongs_through = "version__charter__group__community"

    version = models.ForeignKey(CharterVersion, models.PROTECT, related_name="translations")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    # CommonMark, without HTML.
    body = models.TextField()
    author = models.ForeignKey("community.Person", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("translation of a charter")
        verbose_name_plural = _("translations of charters")
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="charter_translation_says_something"),
            models.CheckConstraint(
                condition=Q(language__in=_KNOWN), name="charter_translation_language_known"
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"version {self.version_id} in {self.language}"


class CharterRules(AppendOnly):
    """What one version of a charter rules about votes, joining and pay: the fields of ``boards.rules``."""

    belongs_through = "version__charter__group__community"

    class Basis(models.TextChoices):
        ENTITLED = ENTITLED, _("of all members")
        PRESENT = PRESENT, _("of those who take part")

    class SeenFrom(models.TextChoices):
        INTERVIEW = FROM_INTERVIEW, _("from the group interview on")
        VOTE = FROM_VOTE, _("when they vote on them")

    version = models.OneToOneField(CharterVersion, models.PROTECT, related_name="rules")
    quorum_percent = models.PositiveSmallIntegerField(default=50)
    quorum_basis = models.CharField(max_length=8, choices=Basis, default=Basis.ENTITLED)
    recused_count_toward_quorum = models.BooleanField(default=False)
    proxies_allowed = models.BooleanField(default=False)
    proxies_per_holder = models.PositiveSmallIntegerField(default=1)
    secret_by_text = models.BooleanField(default=False)
    seats_without_vote = models.BooleanField(default=False)
    candidates_seen_from = models.CharField(max_length=10, choices=SeenFrom, default=SeenFrom.INTERVIEW)
    term_months = models.PositiveSmallIntegerField(null=True, blank=True)
    forget_after_days = models.PositiveSmallIntegerField(default=180)
    late_pay_percent = models.PositiveSmallIntegerField(default=100)

    class Meta:
        verbose_name = _("rules of a charter")
        verbose_name_plural = _("rules of charters")
        constraints = [
            models.CheckConstraint(
                condition=Q(quorum_percent__gte=1, quorum_percent__lte=100), name="charter_quorum_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(quorum_basis__in=["entitled", "present"])
                & Q(candidates_seen_from__in=["interview", "vote"]),
                name="charter_rules_known",
            ),
            models.CheckConstraint(
                condition=Q(proxies_per_holder__gte=1, forget_after_days__gte=1)
                & (Q(term_months__isnull=True) | Q(term_months__gte=1)),
                name="charter_rules_from_one",
            ),
            models.CheckConstraint(
                condition=Q(late_pay_percent__lte=100), name="charter_late_pay_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"rules of version {self.version_id}"


class Dissent(AppendOnly):
    """What somebody who disagreed wants kept beside the text.

    ``person`` is empty where they want no name; then nothing says who wrote it, nor at what hour.
    """

    belongs_through = "version__charter__group__community"

    version = models.ForeignKey(CharterVersion, models.PROTECT, related_name="dissents")
    person = models.ForeignKey("community.Person", models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField()
    kept_on = models.DateField()

    class Meta:
        verbose_name = _("dissent")
        verbose_name_plural = _("dissents")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="dissent_says_something")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"dissent {self.pk}"
