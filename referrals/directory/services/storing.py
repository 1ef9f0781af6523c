"""Putting HSDS records into rows."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from community.people.models import Community, Organisation
from referrals.directory import columns
from referrals.directory.columns import APART, split
from referrals.directory.models import Listing, Location, Service, ServiceNeed
from referrals.directory.needs import apart
from referrals.directory.shapes import Problem

LONGEST_NAME = 120  # of an organization of the house


class Storing:
    """One file on its way into the rows of ``community``; counts what is new, changed or the same."""

    def __init__(self, community: Community) -> None:
        self.community = community
        self.told: Counter[str] = Counter()
        self.problems: list[Problem] = []

    def organisation(self, given: dict[str, Any]) -> Listing | None:
        """The organization with its places; None, with a problem, where its name is another's."""
        said, rest = split(given, columns.ORGANISATION, APART["organization"])
        listing = Listing.objects.of(self.community).filter(hsds_id=said["hsds_id"]).first()
        if listing is None:
            body, _made = Organisation.objects.get_or_create(
                community=self.community, name=said["name"][:LONGEST_NAME]
            )
            if Listing.objects.filter(organisation=body).exists():
                words = _("another organization of the directory has the name “%(name)s”")
                self.problems.append(Problem("organization.name", words % {"name": body.name}))
                return None
            listing = Listing(community=self.community, organisation=body)
        self._put(listing, said, rest)
        for place in given.get("locations") or []:
            self.location(place, listing=listing)
        return listing

    def location(self, given: dict[str, Any], *, listing: Listing | None = None) -> Location:
        said, rest = split(given, columns.LOCATION)
        row = Location.objects.of(self.community).filter(hsds_id=said["hsds_id"]).first()
        row = row or Location(community=self.community)
        if listing is not None:
            said["listing_id"] = listing.pk
        return self._put(row, said, rest)

    def service(self, given: dict[str, Any]) -> None:
        listing = self.organisation(given["organization"])
        if listing is None:
            return
        said, rest = split(given, columns.SERVICE, APART["service"])
        row = Service.objects.of(self.community).filter(hsds_id=said["hsds_id"]).first()
        row = row or Service(community=self.community)
        said["listing_id"] = listing.pk
        ages = [said.get(age, getattr(row, age)) for age in ("minimum_age", "maximum_age")]
        if None not in ages and ages[0] > ages[1]:
            self.problems.append(
                Problem(f"service {said['hsds_id']}.maximum_age", _("must not be below the minimum_age"))
            )
            return
        self._phones(row, given, said)
        self._checked(row, given, said)
        self._places(row, given, said)
        needs = None
        if isinstance(rest.get("attributes"), list):
            needs, rest["attributes"] = apart(said["hsds_id"], rest["attributes"])
        self._put(row, said, rest)
        self._belongings(row, given)
        if needs is not None:
            self._needs(row, needs)

    def _phones(self, row: Service, given: dict[str, Any], said: dict[str, Any]) -> None:
        if phones := given.get("phones"):
            said["phone"] = phones[0].get("number") or ""

    def _checked(self, row: Service, given: dict[str, Any], said: dict[str, Any]) -> None:
        """An older file does not undo a later look."""
        if given.get("assured_date"):
            theirs = date.fromisoformat(given["assured_date"])
            said["checked_on"] = max(row.checked_on or theirs, theirs)

    def _places(self, row: Service, given: dict[str, Any], said: dict[str, Any]) -> None:
        """The later word on open places stands, ours or the file's."""
        for first in (given.get("capacities") or [])[:1]:
            updated = datetime.fromisoformat(first["updated"])
            updated = updated if updated.tzinfo else updated.replace(tzinfo=self.community.zone)
            if row.places_as_of is None or updated > row.places_as_of:
                said["open_places"], said["places_as_of"] = first["available"], updated

    def _belongings(self, row: Service, given: dict[str, Any]) -> None:
        """Languages, areas and places: a list that the file has replaces ours, one that it has not stays."""
        for key, manager, names in (
            ("languages", row.languages, columns.LANGUAGE),
            ("service_areas", row.areas, columns.AREA),
            ("service_at_locations", row.at, columns.AT),
        ):
            if not isinstance(given.get(key), list):
                continue
            kept = {entry.hsds_id: entry for entry in manager.all()}
            for entry in given[key]:
                said, rest = split(entry, names, APART["at"] if names is columns.AT else ())
                if names is columns.AT and entry.get("location"):
                    said["location_id"] = self.location(entry["location"]).pk
                self._put(kept.pop(said["hsds_id"], None) or manager.model(service=row), said, rest)
            for gone in kept.values():
                gone.delete()
                self.told["changed"] += 1

    def _needs(self, row: Service, wanted: list[str]) -> None:
        there = {entry.need: entry for entry in row.needs.all()}
        for need in wanted:
            self._put(there.pop(need, None) or ServiceNeed(service=row, need=need), {}, {})
        for gone in there.values():
            gone.delete()
            self.told["changed"] += 1

    def _put(self, row: Any, said: dict[str, Any], rest: dict[str, Any]) -> Any:
        """Save ``row`` with what was said, if that makes a difference."""
        is_new = row.pk is None
        if hasattr(row, "more"):
            said = {**said, "more": {**row.more, **rest}}
        differs = [name for name, value in said.items() if getattr(row, name) != value]
        for name in differs:
            setattr(row, name, said[name])
        if is_new or differs:
            row.save()
        self.told["new" if is_new else "changed" if differs else "same"] += 1
        return row
