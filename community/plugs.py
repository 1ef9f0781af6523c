"""Everything that community plugs into the ground floor."""


def plug() -> None:
    """Called once at start-up by ``community.apps``."""
    from django.utils.translation import gettext_lazy as _

    from community.core import registry
    from community.people.rules import is_known, is_staff

    registry.menu.add("today", registry.MenuEntry(_("Today"), "home", is_known, 10))
    registry.menu.add("people", registry.MenuEntry(_("People"), "people", is_staff, 30))
