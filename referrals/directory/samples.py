"""Services of the demo's made-up organizations. Plainly samples."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from referrals.directory.models import (
    Listing,
    Location,
    Service,
    ServiceArea,
    ServiceAt,
    ServiceLanguage,
    ServiceNeed,
)
from referrals.directory.services.editing import LANGUAGE_NAMES
from referrals.tracking.models import Concern

SHOWN = (Service.Shown.PLACES, Service.Shown.LISTED, Service.Shown.LISTED)
NEEDS = {
    "Speech therapy": ("communication",),
    "Developmental screening": Concern.values,
    "Evaluations": Concern.values,
    "Home visits": ("social", "adaptive"),
    "Early learning group": ("cognitive", "social"),
    "Newborn follow-up": ("physical",),
}
# Per organization of the cast, in its order: service, who can come, languages, places (None: not said), days
# since it was checked, ZIP codes.
SERVICES = (
    ("Developmental screening", "Children from birth to three", "en es", 4, 12, "11212 11233"),
    ("Infant and toddler care", "Children from six weeks to three", "en", 0, 40, "11212"),
    ("Child health clinic", "Every child of the neighborhood", "en es ht", 9, 3, "11212 11233 11207"),
    ("Early learning group", "Children from 18 months to three", "en es", 2, 75, "11212"),
    ("Help for families in shelter", "Families in shelter", "en", None, 250, "11212 11207"),
    ("Story time for babies", "Babies and whoever brings them", "en es", 15, 30, "11212"),
    ("Home visits", "Expecting parents and children under three", "en ht", 3, 8, "11212 11233"),
    ("Speech therapy", "Children under three who talk late", "en es", 1, 20, "11212 11236"),
    ("Newborn follow-up", "Babies born early or small", "en es ht", 6, 210, "11212"),
    ("Children's program", "Children of families in danger", "en es", None, 90, "11212"),
    ("Parenting group", "Parents of children under five", "en es", 8, 15, "11212 11233"),
    ("Evaluations", "Children under three, after a referral", "en es ht", 5, 5, "11212 11233 11207 11236"),
)


def seed_directory(cast: Any) -> None:
    """One service for each provider of the demo, in a few inserts."""
    home, now = cast.community, timezone.now()
    listings, places, services, languages, areas, at, needs = [], [], [], [], [], [], []
    for index, (body, by, row) in enumerate(zip(cast.organisations, cast.providers, SERVICES, strict=False)):
        name, who, spoken, open_places, ago, zips = row
        listing = Listing(community=home, organisation=body, name=body.name)
        address = {
            "address_1": f"{300 + 12 * index} Rockaway Ave",
            "city": "Brooklyn",
            "state_province": "NY",
        }
        address |= {"id": f"demo-address-{index}", "postal_code": zips.split()[0], "country": "US"}
        more = {"location_type": "physical", "addresses": [address | {"address_type": "physical"}]}
        place = Location(community=home, listing=listing, name=body.name, more=more)
        service = Service(
            **{"community": home, "listing": listing, "name": name, "eligibility": who},
            **{"phone": f"(718) 555-01{40 + index}", "minimum_age": 0, "maximum_age": 3},
            **{"checked_on": cast.today - timedelta(days=ago), "checked_by": by, "open_places": open_places},
            places_as_of=now - timedelta(days=min(ago, 45)),
            shown=Service.Shown.INSIDE if "shelter" in name or "Children's" in name else SHOWN[index % 3],
        )
        listings.append(listing)
        places.append(place)
        services.append(service)
        for code in spoken.split():
            languages.append(ServiceLanguage(service=service, code=code, name=LANGUAGE_NAMES[code]))
        needs += [ServiceNeed(service=service, need=need) for need in NEEDS.get(name, ())]
        areas += [ServiceArea(service=service, name=zip_code) for zip_code in zips.split()]
        at.append(ServiceAt(service=service, location=place))
    Listing.objects.bulk_create(listings)
    Location.objects.bulk_create(places)
    Service.objects.bulk_create(services)
    ServiceLanguage.objects.bulk_create(languages)
    ServiceArea.objects.bulk_create(areas)
    ServiceNeed.objects.bulk_create(needs)
    ServiceAt.objects.bulk_create(at)
