"""What every change of a budget round begins with: who may, and holding the round."""

from django.utils.translation import gettext as _

from advisory.budgets.models import Round
from advisory.budgets.rules import may_run
from community.core.errors import NotAllowed, Refused
from community.people.models import Person


def hold(found: Round, *, by: Person) -> Round:
    """The round as it stands, kept so until the caller's transaction ends.

    Raises NotAllowed for those who do not run meetings.
    """
    if not may_run(by, found.group):
        raise NotAllowed(_("Only a facilitator or a coordinator can change a budget round."))
    rows = Round.objects.select_for_update(of=("self",)).select_related("group__community")
    return rows.get(pk=found.pk)


def only_in(found: Round, *states: str) -> None:
    """Raise Refused unless the round is in one of ``states``."""
    if found.state not in states:
        raise Refused(
            _("That can't be done now: the round is “%(state)s”.") % {"state": found.get_state_display()}
        )
