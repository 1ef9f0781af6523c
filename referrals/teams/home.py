"""What the action team adds to first pages."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.registry import NEWS, Todo
from referrals.teams.models import Commitment
from referrals.teams.rules import has_own_page, reads_team
from referrals.teams.selectors import figures_by_source, months_until, own_sources, team_of


def todos(person: Any) -> Iterator[Todo]:
    """Promises of the own organization that are due, and last month's figures that nobody wrote down."""
    if not has_own_page(person):
        return
    today = person.community.today()
    own = Commitment.objects.of(person.community).filter(organisation=person.organisation_id)
    late = own.filter(state=Commitment.State.OPEN, due_on__lt=today).count()
    if late:
        words = ngettext("%(count)s promise is late", "%(count)s promises are late", late)
        yield Todo(words % {"count": late}, reverse("team_mine"), 45)
    month = months_until(today)[0]
    sources = own_sources(person)
    known = figures_by_source(person.community, [month]) if sources else {}
    missing = sum((source.pk, month) not in known for source in sources)
    if missing:
        words = ngettext(
            "%(count)s number of last month is missing",
            "%(count)s numbers of last month are missing",
            missing,
        )
        yield Todo(words % {"count": missing}, reverse("team_mine"), 55)


def way_in(person: Any) -> Iterator[Todo]:
    """The team's promises and measures."""
    if reads_team(person) and team_of(person.community) is not None:
        yield Todo(_("What the action team promised"), reverse("team"), NEWS)
