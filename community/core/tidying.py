"""What people wrote, tidied before it is kept."""

from django.utils.translation import gettext as _

from community.core.errors import BadInput


def one_line(words: str, *, most: int) -> str:
    """``words`` on one line; raises BadInput when there are none or more than ``most`` letters."""
    tidy = " ".join(words.split())
    if not tidy:
        raise BadInput(_("Write a few words."))
    if len(tidy) > most:
        raise BadInput(_("That is too long. Use %(most)d letters at most.") % {"most": most})
    return tidy
