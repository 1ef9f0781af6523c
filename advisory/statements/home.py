"""What statements add to a first page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.statements.selectors import longest_wait, newly_near, promise_of, tax_year
from advisory.statements.words import days_words, promise_words
from community.core.registry import NEWS, Todo
from community.people.rules import is_coordinator, is_finance


def todos(person: Any) -> Iterator[Todo]:
    """For a coordinator how long members wait; for finance who comes near the year's threshold."""
    if is_coordinator(person):
        yield from _waiting(person)
    if is_finance(person):
        yield from _taxes(person)


def _waiting(person: Any) -> Iterator[Todo]:
    money, promise = reverse("stipends"), promise_of(person.community)
    if promise.days is not None:
        yield Todo(promise_words(promise.days), money, NEWS + 5)
    waits = longest_wait(person.community)
    if waits is not None:
        said = ngettext(
            "%(number)d member waits longest for their money: %(days)s",
            "%(number)d members wait longest for their money: %(days)s",
            waits.people,
        )
        yield Todo(said % {"number": waits.people, "days": days_words(waits.days)}, money, NEWS + 6)


def _taxes(person: Any) -> Iterator[Todo]:
    year = person.community.today().year
    found, address = tax_year(person.community, year), reverse("tax_year", args=[year])
    if found.threshold is None:
        yield Todo(_("Say from how much on payments of %(year)s are reported") % {"year": year}, address, 45)
        return
    if new := len(newly_near(found)):
        said = ngettext(
            "%(number)d person comes near the tax threshold of %(year)s",
            "%(number)d people come near the tax threshold of %(year)s",
            new,
        )
        yield Todo(said % {"number": new, "year": year}, address, 45)


def ways_in(person: Any) -> Iterator[Todo]:
    """The book that everybody may read."""
    yield Todo(_("The open book: what the money went to"), reverse("book", args=[person.community.slug]))
