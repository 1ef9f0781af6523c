"""The word that has us call: CALL, LLAMAR, RELE."""

from typing import Any

from django.utils.translation import gettext as _

from community.messaging.rules import plain_words
from community.messaging.services import calling
from community.people.models import Community, Person

_CALL = frozenset(
    {
        *("call", "call me", "please call", "please call me", "call me please"),
        *("llamar", "llama", "llamame", "llameme", "llamenme", "llamada", "llamame por favor"),
        *("rele", "rele m", "rele mwen", "rele m tanpri"),
    }
)


def read_call(community: Community, phone: str, persons: list[Person], body: str, message: Any) -> str | None:
    """Call the phone that asks for it and read its questions aloud. None when it does not ask.

    Somebody who does not read can send one word, or say it to their phone. The answer has a link that calls
    again, for a call that was missed: one press, nothing to type. A phone that said STOP is not called; its
    people may call us.
    """
    if plain_words(body) not in _CALL or message.thread.opted_out_at is not None or not persons:
        return None
    if not calling.ask_for_call(message.thread):
        return _("%(community)s: we have just called you. Wait two minutes, then text CALL again.") % {
            "community": community.name
        }
    return _("%(community)s calls you now and reads to you. Missed it? Press here: %(link)s") % {
        "community": community.name,
        "link": calling.listen_link(persons[0]),
    }
