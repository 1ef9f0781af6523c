"""Somebody the community knows, and the ways in."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.people.models.fields import LANGUAGES, PhoneField, check_zone, phone_shape
from community.people.models.groups import Group, Membership, StaffRole
from community.people.models.places import Community, Household, Organisation, Program

# Roles that see or change what concerns other people.
NEED_TWO_FACTORS = frozenset({*StaffRole.Role.values, "provider"})


def roles_from(posts: Iterable[str], kinds: Iterable[str]) -> frozenset[str]:
    """The roles that ``posts`` in the staff and seats in groups of ``kinds`` make."""
    seats = {"provider" if kind == Group.Kind.ACTION_TEAM else "board" for kind in kinds}
    return frozenset(seats.union(posts))


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, *, email: str | None = None, phone: str | None = None, password: str | None = None
    ) -> "User":
        """A sign-in by e-mail and password, or by phone and code."""
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
            # So that no two sign-ins differ by a capital letter alone.
            models.CheckConstraint(
                condition=Q(email__isnull=True) | Q(email=Lower("email")), name="user_email_in_small_letters"
            ),
            models.CheckConstraint(
                condition=Q(email__isnull=False, phone__isnull=True)
                | Q(email__isnull=True, phone__isnull=False),
                name="user_has_one_way_in",
            ),
        ]

    def __str__(self) -> str:
        return f"sign-in {self.pk}"


class Person(Owned):
    """Somebody the community knows. A phone may serve several people; a sign-in may too."""

    community = models.ForeignKey(Community, models.PROTECT, related_name="people")
    display_name = models.CharField(max_length=80)
    phone = PhoneField(null=True, blank=True, db_index=True)
    email = models.EmailField(null=True, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="en")
    # Where their clock stands, if not where the community lives: texts leave by day on it.
    time_zone = models.CharField(max_length=40, blank=True, validators=[check_zone])
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

    @property
    def zone(self) -> ZoneInfo:
        """The zone of this person's clock."""
        return ZoneInfo(self.time_zone) if self.time_zone else self.community.zone

    # False on the person of a sign-in with one factor, who then has nothing of what needs two.
    both_factors = True

    @cached_property
    def roles_held(self) -> frozenset[str]:
        """Every role this person holds today where the community lives. One query: every page asks."""
        day = self.community.today()
        posts = StaffRole.objects.on(day).filter(person=self).order_by()
        seats = Membership.objects.on(day).filter(person=self, status__in=Membership.SEATED).order_by()
        held = posts.values_list(Value("post"), "role").union(
            seats.values_list(Value("seat"), "group__kind"), all=True
        )
        found = list(held)
        return roles_from(
            [name for what, name in found if what == "post"], [name for what, name in found if what == "seat"]
        )

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles that count for whoever acts as this person now; see ``rules.has``."""
        return self.roles_held if self.both_factors else self.roles_held - NEED_TWO_FACTORS

    @property
    def needs_two_factors(self) -> bool:
        """Whether a code to the phone is not enough for this person's way in."""
        return bool(self.roles_held & NEED_TWO_FACTORS)

    @property
    def owes_second_factor(self) -> bool:
        """Whether a role is held back until a second factor is shown."""
        return self.roles != self.roles_held

    @property
    def first_name(self) -> str:
        """How to greet this person; titles such as "Dr." are not first names."""
        names = [word for word in self.display_name.split() if not word.endswith(".")]
        return names[0] if names else self.display_name
