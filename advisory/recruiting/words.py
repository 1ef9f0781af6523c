"""What happened on the way to a seat, in words. Called under the reader's language."""

from typing import Any

from django.utils.translation import gettext as _


def step_words(line: Any) -> str:
    """One line of the audit about an applicant, as a sentence without its "who" and "when"."""
    said = {
        "come": _("would like to join"),
        "return": _("would like to join again"),
        "inform": _("came to an information session"),
        "correct": _("did not come to the information session after all"),
        "interview": _("was asked to the group interview"),
        "stand": _("the group votes on them"),
        "choose": _("the group chose them"),
        "pass_over": _("the group did not choose them"),
        "seat": _("got the seat"),
        "seat_without_vote": _("got the seat, as the charter allows without a vote"),
        "decline": _("was turned down"),
        "withdraw": _("stepped back"),
    }
    return said[line.verb]
