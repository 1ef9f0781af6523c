"""How the directory says when it was checked and what is open."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.words import date_in_words, day_in_words
from community.people.models import LANGUAGES
from referrals.directory.models import Location, Service
from referrals.directory.rules import is_old, places_are_old


@dataclass(frozen=True)
class Said:
    """A word with the look of its tag; the word says the same without it."""

    words: str
    tag: str


def checked(service: Service) -> Said:
    """When somebody last said that it is right, and a warning where that is long ago."""
    if service.checked_on is None:
        return Said(_("never checked: call before you send a family"), "wait")
    words = {"day": date_in_words(service.checked_on)}
    if is_old(service.checked_on, service.community.today()):
        return Said(_("last checked %(day)s: call before you send a family") % words, "wait")
    return Said(_("last checked %(day)s") % words, "quiet")


def places(service: Service) -> Said:
    """How many places are open, in words. Nobody said is not 0."""
    if service.status != Service.Status.ACTIVE:
        return Said(str(service.get_status_display()), "stop")
    if service.open_places is None:
        return Said(_("open places: not said"), "quiet")
    if service.open_places == 0:
        return Said(_("full now"), "stop")
    words = ngettext("%(count)s place open", "%(count)s places open", service.open_places)
    return Said(words % {"count": service.open_places}, "go")


def as_of(service: Service) -> str:
    """From which day the number is, and when the next family can come; "" where nobody said."""
    if service.places_as_of is None or service.open_places is None:
        return ""
    day = localdate(service.places_as_of, timezone=service.community.zone)
    told = _("said %(day)s") % {"day": day_in_words(day)}
    if places_are_old(day, service.community.today()):
        told = _("said %(day)s, a while ago: ask") % {"day": date_in_words(day)}
    if service.next_slot and service.next_slot >= service.community.today():
        told += "; " + _("next free day %(day)s") % {"day": day_in_words(service.next_slot)}
    return told


def ages(service: Service) -> str:
    """For which ages, "" where nobody said."""
    least, most = service.minimum_age, service.maximum_age
    if least is None and most is None:
        return ""
    if most is None:
        return _("from %(least)g years") % {"least": least}
    if not least:
        return _("up to %(most)g years") % {"most": most}
    return _("%(least)g to %(most)g years") % {"least": least, "most": most}


@dataclass(frozen=True)
class Line:
    """A service as lists and pages show it."""

    service: Service

    @property
    def checked(self) -> Said:
        return checked(self.service)

    @property
    def places(self) -> Said:
        return places(self.service)

    @property
    def as_of(self) -> str:
        return as_of(self.service)

    @property
    def ages(self) -> str:
        return ages(self.service)

    @property
    def spoken(self) -> str:
        return ", ".join(str(language) for language in self.service.languages.all())

    @property
    def where(self) -> list[str]:
        """Its addresses; where it has none of its own, those of its organization."""
        return self.own_places or _addresses(self.service.listing.locations.all())

    @property
    def own_places(self) -> list[str]:
        return _addresses(row.location for row in self.service.at.all() if row.location)


class PublicLine(Line):
    """A service as everybody sees it."""

    @property
    def checked(self) -> Said:
        """When somebody last looked, said to a family."""
        on = self.service.checked_on
        if on is None:
            return Said(_("not checked yet: call first"), "wait")
        words = {"day": date_in_words(on)}
        if is_old(on, self.service.community.today()):
            return Said(_("last checked %(day)s: call first") % words, "wait")
        return Said(_("last checked %(day)s") % words, "quiet")

    @property
    def dialed(self) -> str:
        """Its first number as a phone dials it, without an extension."""
        found = re.match(r"[\d\s().+-]*", self.service.phone)
        return re.sub(r"[^\d+]", "", found.group() if found else "")

    @property
    def tells_places(self) -> bool:
        """Whether how full it is, is public and said. That it is closed for a while is always said."""
        service = self.service
        told = service.shown == Service.Shown.PLACES and service.open_places is not None
        return told or service.status != Service.Status.ACTIVE

    @property
    def where(self) -> list[str]:
        """Its own addresses alone: not every place of an organization is for everybody."""
        return self.own_places

    @property
    def spoken(self) -> str:
        """The languages in the reader's own, where we have the word."""
        ours = dict(LANGUAGES)
        return ", ".join(str(ours.get(row.code, row)) for row in self.service.languages.all())

    @property
    def needs(self) -> str:
        return "; ".join(str(row) for row in self.service.needs.all())


def _addresses(places: Iterable[Location]) -> list[str]:
    return [place.address or place.name for place in places if place.address or place.name]
