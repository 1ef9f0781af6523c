"""What people agreed to, and signed links into single pages."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned
from community.people.models.fields import LANGUAGES
from community.people.models.persons import Person
from community.people.models.places import Organisation


class Channel(models.TextChoices):
    """How something reached us."""

    TEXT = "text", _("text message")
    WEB = "web", _("web page")
    PAPER = "paper", _("paper")
    VOICE = "voice", _("in person or by phone")


class Consent(AppendOnly):
    """What a person agreed to, in which words, when and how; and who may hold what, for what.

    ``recipient`` is the organization that may; None is the community's own team. ``subject_id`` is the
    row that it is about, such as one of their children; None where it is about the person alone.
    ``ends_on`` is the last day on which it holds; None: until it is ended.
    """

    belongs_through = "person__community"

    class Purpose(models.TextChoices):
        TEXTS = "texts", _("receiving texts")
        REFERRAL = "referral", _("a referral for their child")
        FOLLOW_UP = "follow_up", _("somebody checks that they are called")
        CONFERENCE = "conference", _("speaking of it in the weekly meeting")
        MEASURES = "measures", _("being counted, without a name")
        SHARE = "share", _("an agency that is to help")

    # What the team itself may hold, and what one organization may.
    FOR_THE_TEAM = (Purpose.FOLLOW_UP, Purpose.CONFERENCE, Purpose.MEASURES)
    FOR_ONE = (Purpose.SHARE,)
    # What is about a child, so that only who follows the child may see that it was agreed to.
    OF_A_CHILD = (Purpose.REFERRAL, *FOR_THE_TEAM, *FOR_ONE)

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose)
    recipient = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    subject_id = models.BigIntegerField(null=True, blank=True)
    wording = models.TextField()
    language = models.CharField(max_length=2, choices=LANGUAGES)
    channel = models.CharField(max_length=8, choices=Channel)
    given_at = models.DateTimeField(default=timezone.now)
    ends_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("consent")
        constraints = [
            models.CheckConstraint(condition=~Q(wording=""), name="consent_has_wording"),
            models.CheckConstraint(
                condition=Q(
                    purpose__in=["texts", "referral", "follow_up", "conference", "measures", "share"],
                    channel__in=Channel.values,
                    language__in=[code for code, _name in LANGUAGES],
                ),
                name="consent_known",
            ),
            models.CheckConstraint(
                condition=Q(purpose="texts", recipient=None, subject_id=None)
                | Q(purpose="referral")
                | Q(
                    purpose__in=["follow_up", "conference", "measures"],
                    recipient=None,
                    subject_id__isnull=False,
                )
                | Q(purpose="share", recipient__isnull=False, subject_id__isnull=False),
                name="consent_names_whom_and_what",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_id", "purpose"], name="consent_of_a_subject"),
            models.Index(fields=["ends_on"], condition=Q(ends_on__isnull=False), name="consent_that_ends"),
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
