"""Whether a text asks us to stop: for certain, perhaps, or not at all. No database.

The rule is 47 CFR 64.1200(a)(10): consent may be taken back "in any reasonable manner", and a text in
plain words is one. ``plain`` holds what can mean nothing else and acts at once; ``doubtful`` holds what
may mean it: nothing is sent until a person has read it.
"""

from community.messaging.sentences import doubtful, plain
from community.messaging.sentences.reading import clauses, plain_words, sayings, spelled_out, without_please
from community.messaging.sentences.wish import Wish

__all__ = ["Wish", "plain_words", "wish_to_stop", "without_please"]


def wish_to_stop(body: str) -> Wish | None:
    """What ``body`` says about our texts: certainly no more (EXACT), perhaps no more (LIKELY), or nothing."""
    said = spelled_out(plain_words(body))
    if not said:
        return Wish.LIKELY if doubtful.is_a_sign(body) else None
    if not any(char.isalpha() for char in said):
        return None
    if plain.means_stop(said):
        return Wish.EXACT
    parts = [part for part in clauses(body) if sayings(part)]
    if len(parts) > 1 and all(plain.means_stop(part) for part in parts):
        return Wish.EXACT
    return Wish.LIKELY if doubtful.may_mean_stop(parts) else None
