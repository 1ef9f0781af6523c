"""What every change of a panel begins with."""

from django.utils.translation import gettext as _

from advisory.choosing.models import Panel
from advisory.choosing.rules import may_run
from community.core.errors import NotAllowed, Refused
from community.people.models import Person


def hold(panel: Panel) -> Panel:
    """The panel as it stands, kept so until the caller's transaction ends."""
    rows = Panel.objects.select_for_update(of=("self",)).select_related("group__community")
    return rows.get(pk=panel.pk)


def hold_to_run(panel: Panel, *, by: Person) -> Panel:
    """The same for those who lead it on; raises NotAllowed for others."""
    if not may_run(by, panel.group):
        raise NotAllowed(_("Only a facilitator or a coordinator can lead a panel."))
    return hold(panel)


def only_in(panel: Panel, *states: str) -> None:
    """Raise Refused unless the panel is in one of ``states``."""
    if panel.state not in states:
        raise Refused(
            _("That can't be done now: it is already “%(state)s”.") % {"state": panel.get_state_display()}
        )
