"""People and places: who is here, what they belong to, and what they agreed to."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned, OwnedQuerySet
from community.people.phones import is_e164

LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("ht", _("Haitian Creole"))]


def check_zone(name: str) -> None:
    """Raise ValidationError unless ``name`` is a time zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError) as error:
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name}) from error


def check_phone(number: str) -> None:
    """Raise ValidationError unless ``number`` is a possible number in E.164."""
    if not is_e164(number):
        raise ValidationError(_("That is not a phone number we can text."))


class PhoneField(models.CharField):
    """A phone number in E.164 (ITU-T): a plus sign and up to 15 digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 16
        super().__init__(*args, **kwargs)
        self.validators.append(check_phone)


def phone_shape(field: str, name: str) -> models.CheckConstraint:
    """The database's own check that ``field`` looks like E.164 where it is set."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__regex": r"^\+[1-9][0-9]{6,14}$"}),
        name=name,
    )


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, *, email: str | None = None, phone: str | None = None, password: str | None = None
    ) -> "User":
        """A sign-in by e-mail and password, by phone and code, or both."""
        user = self.model(email=self.normalize_email(email).lower() or None if email else None, phone=phone)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A way in: an e-mail with a password, or a phone with a code. What one may do hangs on the Person."""

    email = models.EmailField(unique=True, null=True, blank=True)
    phone = PhoneField(unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        verbose_name = _("sign-in")
        constraints = [
            phone_shape("phone", "user_phone_e164"),
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False), name="user_has_a_way_in"
            ),
        ]

    def __str__(self) -> str:
        return f"sign-in {self.pk}"


class Community(models.Model):
    """The tenant: one neighbourhood's organization. Nothing is shared between two of them."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    time_zone = models.CharField(max_length=40, default="America/New_York", validators=[check_zone])
    languages = models.JSONField(default=list)
    # The number families text with. Texts that reach it belong to this community.
    number = PhoneField(unique=True, null=True, blank=True)
    # Texts leave only between these two local times (47 CFR 64.1200(c)(1): 8 am to 9 pm).
    texts_from = models.TimeField(default=time(8))
    texts_until = models.TimeField(default=time(21))
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("community")
        constraints = [
            phone_shape("number", "community_number_e164"),
            models.CheckConstraint(
                condition=Q(texts_from__lt=F("texts_until")), name="community_texting_hours_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def home(self) -> "Community":
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self) -> date:
        """Today's date where the community lives."""
        return timezone.localdate(timezone=self.zone)


class Household(Owned):
    """People who live together; a stipend or a child-care place may concern them as one."""

    community = models.ForeignKey(Community, models.PROTECT, related_name="households")
    name = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("household")

    def __str__(self) -> str:
        return self.name


class Organisation(Owned):
    """A provider or another body that people work for."""

    community = models.ForeignKey(Community, models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("organization")
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="organisation_name_once")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Program(Owned):
    """One program of an organisation."""

    belongs_through = "organisation__community"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="programs")
    name = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("program")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="program_name_once")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(Owned):
    """Somebody the community knows. A phone may serve several people; a sign-in may too."""

    community = models.ForeignKey(Community, models.PROTECT, related_name="people")
    display_name = models.CharField(max_length=80)
    phone = PhoneField(null=True, blank=True, db_index=True)
    email = models.EmailField(null=True, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="en")
    household = models.ForeignKey(Household, models.SET_NULL, null=True, blank=True, related_name="people")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="people"
    )
    program = models.ForeignKey(Program, models.SET_NULL, null=True, blank=True, related_name="people")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="people")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            phone_shape("phone", "person_phone_e164"),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in LANGUAGES]), name="person_language_known"
            ),
        ]
        ordering = ["display_name", "pk"]

    def __str__(self) -> str:
        return self.display_name

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles this person holds today where the community lives; see ``rules.has``. Two queries."""
        day = self.community.today()
        posts = StaffRole.objects.on(day).filter(person=self).values_list("role", flat=True)
        seats = Membership.objects.on(day).filter(person=self, status__in=Membership.SEATED)
        kinds = set(seats.values_list("group__kind", flat=True))
        teams = {Group.Kind.ACTION_TEAM.value}
        return frozenset(
            {*posts, *(["provider"] if kinds & teams else []), *(["board"] if kinds - teams else [])}
        )

    @property
    def first_name(self) -> str:
        return self.display_name.split()[0] if self.display_name.split() else self.display_name


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
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        verbose_name = _("group")
        constraints = [
            models.UniqueConstraint(fields=["community", "code"], name="group_code_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["advisory_board", "action_team", "subcommittee", "council"]),
                name="group_kind_known",
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
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    status = models.CharField(max_length=10, choices=Status, default=Status.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

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

    person = models.ForeignKey(Person, models.PROTECT, related_name="staff_roles")
    role = models.CharField(max_length=12, choices=Role)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

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
        constraints = [models.CheckConstraint(condition=~Q(wording=""), name="consent_has_wording")]

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
