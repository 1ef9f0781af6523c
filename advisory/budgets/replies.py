"""IDEA by text."""

from typing import Any

from django.utils import translation

from advisory.budgets.models import Idea
from advisory.budgets.rules import idea_in
from advisory.budgets.selectors import collecting
from advisory.budgets.services import propose
from advisory.budgets.words import how_to_propose, idea_heard, no_round_now
from community.joining.rules import KEYWORD
from community.messaging.services import leave_for_staff, speaker_of
from community.people.models import Community, Person


def read_idea(community: Community, phone: str, persons: list[Person], body: str, message: Any) -> str | None:
    """ "IDEA more benches at the park": an idea for the round that collects them.

    As with joining: a phone that we do not know is answered, and its idea kept, but it is no consent to
    further texts; a phone that said STOP is left for a person.
    """
    found = idea_in(body)
    if found is None or message.thread.opted_out_at is not None:
        return None
    language, words = found
    if persons or language is None:
        language = translation.get_language() or "en"
    with translation.override(language):
        if not words:
            return how_to_propose()
        writer = speaker_of(message, among=persons) if persons else None
        current = collecting(community)
        if current is None:
            leave_for_staff(message.thread)
            return no_round_now(community)
        _idea, is_new = propose(
            current,
            words=words,
            channel=Idea.Channel.TEXT,
            proposer=writer,
            phone=None if writer else phone,
        )
        word = KEYWORD.get(language, KEYWORD["en"])
        return idea_heard(community, is_new=is_new, is_known=writer is not None, join_word=word)
