"""What members text about their pay."""

from typing import Any

from django.utils.translation import gettext as _

from community.messaging.rules import plain_words
from community.messaging.services import leave_for_staff, named, speaker_of

# The word that the texts about stipends name, in each language.
PAY_WORDS = frozenset({"pay", "pago", "peye"})


def read_pay(community: Any, phone: str, persons: Any, body: str, message: Any) -> str | None:
    """PAY alone: the text waits for a person of the staff, who must know whose pay it is about."""
    if plain_words(body) not in PAY_WORDS:
        return None
    names = dict(named(persons))
    writer = speaker_of(message, among=persons) if persons else None
    leave_for_staff(message.thread)
    thanks = _("Thank you. A person will text you about your pay.")
    # On a shared phone the name tells the staff, who reads this too, whose pay it is about.
    return f"{names[writer]}: {thanks}" if writer in names and len(names) > 1 else thanks
