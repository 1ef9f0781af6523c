"""What the speaking list says."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.speaking.rules import FAMILY, GUEST, PROVIDER, STAFF


def hand_is_up(before: int) -> str:
    """A raised hand said back. ``before``: how many have their turn first."""
    if not before:
        return _("Your hand is up. You are next.")
    return ngettext(
        "Your hand is up. %(number)s person is before you.",
        "Your hand is up. %(number)s people are before you.",
        before,
    ) % {"number": before}


def role_words(role: str) -> str:
    """“Families”, where shares of the talking are told."""
    return {
        FAMILY: _("Families"),
        PROVIDER: _("Providers"),
        STAFF: _("Staff"),
        GUEST: _("Guests"),
    }[role]
