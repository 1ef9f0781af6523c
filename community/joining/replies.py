"""The keyword by text: JOIN, UNIRME, ANTRE."""

from typing import Any

from django.utils import translation

from community.joining import services, wordings
from community.joining.rules import keyword_in
from community.messaging.services import named
from community.people.models import Community, Person
from community.people.selectors import people_at


def read_keyword(
    community: Community, phone: str, persons: list[Person], body: str, message: Any
) -> str | None:
    """Let a phone in that asks for our texts, and say what that means. None when it does not ask.

    A phone that said STOP is left for a person: the carrier lets nothing through until it texts START.
    """
    keyword = keyword_in(body)
    if keyword is None or message.thread.opted_out_at is not None:
        return None
    done = services.join(message.thread, keyword)
    message.person, message.language = done.person, done.language
    message.save(update_fields=["person", "language"])
    with translation.override(done.language):
        if done.outcome is services.Outcome.FOR_STAFF:
            if message.thread.doubted_at is not None:
                return wordings.thanks_for_now()
            return wordings.for_the_staff_to_say(
                [name for _person, name in named(people_at(community, phone))]
            )
        says = wordings.joined if done.outcome is services.Outcome.JOINED else wordings.joined_before
        return says(community)
