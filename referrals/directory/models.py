"""The directory of services: who gives them, where, in which languages, and with how many places open."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from referrals.tracking.models import Concern


def new_id() -> str:
    """An identifier as HSDS wants it (UUID, RFC 9562)."""
    return str(uuid4())


class Record(Owned):
    """What has an identifier of its own in HSDS. ``more`` keeps what the file says beside our columns."""

    hsds_id = models.CharField(max_length=64, default=new_id)
    more = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class Listing(Record):
    """An organization as the directory knows it."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="listings")
    organisation = models.OneToOneField("community.Organisation", models.PROTECT, related_name="listing")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    email = models.CharField(max_length=254, blank=True)
    website = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("organization in the directory")
        constraints = [
            models.UniqueConstraint(fields=["community", "hsds_id"], name="listing_id_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(hsds_id=""), name="listing_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Location(Record):
    """A place where services are given. Its address stands in ``more``, as HSDS has it."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="locations")
    # Empty where a file names the place with a service alone.
    listing = models.ForeignKey(Listing, models.CASCADE, null=True, blank=True, related_name="locations")
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("place of a service")
        constraints = [models.UniqueConstraint(fields=["community", "hsds_id"], name="location_id_once")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Street and city in one line; "" where none is known."""
        first: dict[str, str] = next(iter(self.more.get("addresses") or []), {})
        parts = [first.get(part) for part in ("address_1", "city", "state_province", "postal_code")]
        return ", ".join(part for part in parts if part)


class Service(Record):
    """One service. The words are those of its organization, in whatever language it wrote them."""

    class Status(models.TextChoices):
        """The states of HSDS."""

        ACTIVE = "active", _("open")
        INACTIVE = "inactive", _("not offered now")
        DEFUNCT = "defunct", _("ended")
        CLOSED = "temporarily closed", _("closed for a while")

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="services")
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="services")

    class Shown(models.TextChoices):
        """Who sees a service: nobody is made public unasked, and how full a place is, is a word more."""

        INSIDE = "inside", _("people who sign in here")
        LISTED = "listed", _("everybody, without open places")
        PLACES = "places", _("everybody, with open places")

    name = models.CharField(max_length=200)
    shown = models.CharField(max_length=6, choices=Shown, default=Shown.INSIDE)
    status = models.CharField(max_length=20, choices=Status, default=Status.ACTIVE)
    description = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    eligibility = models.TextField(blank=True)
    minimum_age = models.FloatField(null=True, blank=True)
    maximum_age = models.FloatField(null=True, blank=True)
    how_to_apply = models.TextField(blank=True)
    fees = models.TextField(blank=True)
    # The day somebody last said that all this is right ("assured_date" of HSDS).
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        "community.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Empty: nobody said how many, which is not 0.
    open_places = models.PositiveIntegerField(null=True, blank=True)
    next_slot = models.DateField(null=True, blank=True)
    places_as_of = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("service")
        constraints = [
            models.UniqueConstraint(fields=["community", "hsds_id"], name="service_id_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(hsds_id=""), name="service_named"),
            models.CheckConstraint(
                condition=Q(status__in=["active", "inactive", "defunct", "temporarily closed"]),
                name="service_status_known",
            ),
            models.CheckConstraint(
                condition=Q(shown__in=["inside", "listed", "places"]), name="service_shown_known"
            ),
            models.CheckConstraint(
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(maximum_age__gte=F("minimum_age")),
                name="service_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(open_places__isnull=True, next_slot__isnull=True) | Q(places_as_of__isnull=False),
                name="service_places_say_as_of_when",
            ),
        ]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class ServiceLanguage(Owned):
    """A language spoken there."""

    belongs_through = "service__community"

    service = models.ForeignKey(Service, models.CASCADE, related_name="languages")
    hsds_id = models.CharField(max_length=64, default=new_id)
    name = models.CharField(max_length=80, blank=True)
    # ISO 639: "es", "ht".
    code = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("language of a service")
        constraints = [
            models.UniqueConstraint(fields=["service", "hsds_id"], name="service_language_once"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or self.code


class ServiceNeed(Owned):
    """What the service helps with."""

    belongs_through = "service__community"

    service = models.ForeignKey(Service, models.CASCADE, related_name="needs")
    need = models.CharField(max_length=14, choices=Concern)

    class Meta:
        verbose_name = _("need that a service helps with")
        constraints = [
            models.UniqueConstraint(fields=["service", "need"], name="service_need_once"),
            models.CheckConstraint(condition=Q(need__in=Concern.values), name="service_need_known"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.get_need_display())


class ServiceArea(Record):
    """Where those live whom the service takes."""

    belongs_through = "service__community"

    service = models.ForeignKey(Service, models.CASCADE, related_name="areas")
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("area of a service")
        constraints = [models.UniqueConstraint(fields=["service", "hsds_id"], name="service_area_once")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ServiceAt(Record):
    """A service at one place."""

    belongs_through = "service__community"

    service = models.ForeignKey(Service, models.CASCADE, related_name="at")
    location = models.ForeignKey(Location, models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("service at a place")
        constraints = [models.UniqueConstraint(fields=["service", "hsds_id"], name="service_at_once")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"service {self.service_id} at {self.location_id}"


class DirectoryFile(Owned):
    """A file that was sent in and checked: shown first, brought in on a second press. No one's data."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="directory_files")
    content = models.JSONField()
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("file for the directory")

    def __str__(self) -> str:
        return f"directory file {self.pk}"
