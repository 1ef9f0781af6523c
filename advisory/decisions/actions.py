"""What the buttons of a live board do. Each button says in its value which decision it means, so a tap
that comes after the board has gone on to the next question is refused and never counted there.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from advisory.decisions.ballot_forms import ballot_form
from advisory.decisions.ballot_words import kept_words
from advisory.decisions.models import Ballot, Decision
from advisory.decisions.own import prefix_of
from advisory.decisions.selectors import on_board
from advisory.decisions.services import cast_vote, close_decision, open_decision
from advisory.decisions.words import hand_entered, outcome_words
from community.core.errors import BadInput
from community.core.numbers import key_in
from community.core.prepared import Prepared
from community.people.models import Person

_MEANT = Prepared(lambda board_id, key: on_board(board_id).filter(pk=key), board_id=int, key=int)


def meant(board_id: int, value: str) -> Decision:
    """The decision of this board whose key is ``value``."""
    found = _MEANT.first(board_id=board_id, key=key_in(value))
    if found is None:
        raise BadInput(_("This board has no such vote. Load the page again."))
    return found


def vote(person: Any, board_id: int, post: Mapping[str, Any]) -> str:
    """``option`` is "12:yes": yes to decision 12, on one's own phone. Where one press is not enough,
    ``ballot`` is "12", and the fields of its ballot are sent with it."""
    if "option" not in post:
        return send_ballot(person, board_id, post)
    key, _colon, option = str(post.get("option", "")).partition(":")
    decision = meant(board_id, key)
    ballot = cast_vote(decision, voter=person, option=option, channel=Ballot.Channel.PHONE)
    return kept_words(ballot, decision)


def send_ballot(person: Any, board_id: int, post: Mapping[str, Any]) -> str:
    """The ballot in the personal panel, filled in."""
    decision = meant(board_id, str(post.get("ballot", "")))
    form = ballot_form(decision, post, prefix=prefix_of(decision))
    if not form.is_valid():
        raise BadInput(form.first_error())
    ballot = cast_vote(decision, voter=person, channel=Ballot.Channel.PHONE, **form.said())
    return kept_words(ballot, decision)


def raise_hand(person: Any, board_id: int, post: Mapping[str, Any]) -> str:
    """``hand`` is "12:345:yes": person 345 raised a hand for yes to decision 12; ``person`` saw it."""
    key, _colon, rest = str(post.get("hand", "")).partition(":")
    voter_id, _colon, option = rest.partition(":")
    decision = meant(board_id, key)
    voter = Person.objects.of(person.community).filter(pk=key_in(voter_id)).first()
    if voter is None:
        raise BadInput(_("Choose whose hand it was."))
    cast_vote(decision, voter=voter, option=option, channel=Ballot.Channel.HAND, entered_by=person)
    return hand_entered(option, name=voter.display_name)


def open_vote(person: Any, board_id: int, post: Mapping[str, Any]) -> str:
    """``decision`` is the key of a draft."""
    decision = open_decision(meant(board_id, str(post.get("decision", ""))), by=person)
    return _("The vote on “%(title)s” is open. Everyone on the list gets a text.") % {"title": decision.title}


def close_vote(person: Any, board_id: int, post: Mapping[str, Any]) -> str:
    """``decision`` is the key of an open one."""
    decision = meant(board_id, str(post.get("decision", "")))
    return outcome_words(decision, close_decision(decision, by=person))
