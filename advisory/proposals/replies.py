"""What members propose by text."""

from typing import Any

from django.utils.translation import gettext as _

from advisory.proposals.models import Proposal
from advisory.proposals.selectors import groups_to_propose_to
from advisory.proposals.services import propose, said_title
from advisory.proposals.words import heard_words
from community.meetings.selectors import seated_at_some
from community.messaging.rules import first_word
from community.messaging.services import speaker_of
from community.people.models import Group, Person

# The word before what a member proposes, in each language.
PROPOSE_WORDS = frozenset({"propose", "propongo", "pwopoze"})


def read_proposal(community: Any, phone: str, persons: list[Person], body: str, message: Any) -> str | None:
    """ "PROPOSE more benches at the park": a proposal to the sender's group.

    Whoever has a seat in several groups may name one by its code first ("PROPOSE FAB more benches");
    else it goes to their advisory board. A question is left for a person, and so is an unknown phone.
    """
    word, rest = first_word(body)
    if word not in PROPOSE_WORDS or not persons:
        return None
    if body.strip().endswith("?"):
        return None
    if not rest.strip():
        return _("What do you propose? Text PROPOSE and then your words.")
    seated = seated_at_some(persons)
    person = speaker_of(message, among=seated or persons)
    if person not in seated:
        return _("Only members of a group propose to it. Ask a coordinator.")
    group, title = _addressed(groups_to_propose_to(person), rest.strip())
    proposal = propose(group, title=title, by=person, channel=Proposal.Channel.TEXT)
    return heard_words(proposal, said_title(proposal))


def _addressed(groups: list[Group], words: str) -> tuple[Group, str]:
    """The group that ``words`` begin with the code of, else the first, and the other words."""
    code, _space, rest = words.partition(" ")
    named = next((group for group in groups if group.code.casefold() == code.casefold()), None)
    return (named, rest.strip()) if named is not None and rest.strip() else (groups[0], words)
