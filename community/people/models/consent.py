"""What people agreed to, and signed links into single pages."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned
from community.people.models.fields import LANGUAGES
from community.people.models.persons import Person


class Channel(models.TextChoices):
    """How something reached us."""

    TEXT = "text", _("text message")
    WEB = "web", _("web page")
    PAPER = "paper", _("paper")
    VOICE = "voice", _("in person or by phone")


class Consent(AppendOnly):
    """What a person agreed to, in which words, when and how."""

    belongs_through = "person__community"

    class Purpose(models.TextChoices):
        TEXTS = "texts", _("receiving texts")
        REFERRAL = "referral", _("a referral for their child")

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose)
    wording = models.TextField()
    language = models.CharField(max_length=2, choices=LANGUAGES)
    channel = models.CharField(max_length=8, choices=Channel)
    given_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("consent")
        constraints = [
            models.CheckConstraint(condition=~Q(wording=""), name="consent_has_wording"),
            models.CheckConstraint(
                condition=Q(
                    purpose__in=["texts", "referral"],
                    channel__in=Channel.values,
                    language__in=[code for code, _name in LANGUAGES],
                ),
                name="consent_known",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"


class ConsentWithdrawal(AppendOnly):
    """The end of one consent. A new consent is a new row."""

    belongs_through = "consent__person__community"

    consent = models.OneToOneField(Consent, models.PROTECT, related_name="withdrawal")
    channel = models.CharField(max_length=8, choices=Channel)
    withdrawn_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("withdrawal of consent")
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="consent_withdrawal_known")
        ]

    def __str__(self) -> str:
        return f"withdrawal {self.pk}"


class SignedLink(Owned):
    """A one-purpose way in for a family, sent in a text. Only a hash of its token is kept."""

    belongs_through = "person__community"

    person = models.ForeignKey(Person, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("signed link")
        indexes = [models.Index(fields=["person", "purpose", "subject_id"])]

    def __str__(self) -> str:
        return f"link {self.pk}"
