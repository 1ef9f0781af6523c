"""Who may do what to a message in which state."""

import pytest
from django.db import IntegrityError, transaction

from community.broadcasts import services
from community.broadcasts.audience import Filters
from community.broadcasts.states import LIFE
from community.core.errors import BadInput, NotAllowed, Refused
from community.models import AuditLine, Broadcast
from tests.factories.broadcasts import WORDS, drafted, neighborhood
from tests.factories.people import staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
STATES = [state for state, _name in Broadcast.State.choices]


def cast(people=2):
    """Who there is: the one who wrote it, another with the right, and those without."""
    maker, other, board = neighborhood(people, approve_above=1)
    home = maker.community
    stranger, _ana, _board = neighborhood(0)
    return {
        "maker": maker,
        "other": other,
        "ambassador": staff(home, "ambassador"),
        "finance": staff(home, "finance"),
        "board": board[0],
        "stranger": stranger,
    }


ACTS = {
    "send": lambda broadcast, by: services.send_broadcast(broadcast, by=by),
    "approve": lambda broadcast, by: services.approve_broadcast(broadcast, by=by),
    "send_back": lambda broadcast, by: services.send_back(broadcast, why="Too long", by=by),
    "pause": lambda broadcast, by: services.pause_broadcast(broadcast, by=by),
    "resume": lambda broadcast, by: services.resume_broadcast(broadcast, by=by),
    "cancel": lambda broadcast, by: services.cancel_broadcast(broadcast, by=by),
    "change": lambda broadcast, by: services.change(
        broadcast, texts=WORDS, filters=Filters(roles=("family",)), by=by
    ),
}
# Who may do it, in which states it can be done, and what it is then ("" stays).
TABLE = {
    "send": ({"maker", "other"}, {"draft": "waiting"}),
    "approve": ({"other"}, {"waiting": "sending"}),
    "send_back": ({"maker", "other"}, {"waiting": "draft"}),
    "pause": ({"maker", "other"}, {"sending": "paused"}),
    "resume": ({"maker", "other"}, {"paused": "sending"}),
    "cancel": (
        {"maker", "other"},
        dict.fromkeys(["draft", "waiting", "sending", "paused"], "cancelled"),
    ),
    "change": ({"maker", "other"}, {"draft": "draft"}),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", TABLE)
def test_people_by_states(act, state):
    may, following = TABLE[act]
    people = cast()
    for role, person in people.items():
        broadcast = drafted(people["maker"], state=state)
        if role in may and state in following:
            ACTS[act](broadcast, person)
            expected = following[state]
        else:
            with pytest.raises(Refused if role in may else NotAllowed):
                ACTS[act](broadcast, person)
            expected = state
        broadcast.refresh_from_db()
        assert broadcast.state == expected, f"{role} {act} {state}"


def test_the_table_is_all_there_is():
    assert set(STATES) == {state for state, _step in LIFE} | set(LIFE.values())


def test_few_people_need_no_second_person():
    luis, _ana, _board = neighborhood(3, approve_above=3)
    broadcast = services.send_broadcast(drafted(luis), by=luis)
    assert (broadcast.state, broadcast.approved_by) == ("sending", None)


def test_the_second_person_is_written_down_with_the_people_of_that_moment():
    luis, ana, board = neighborhood(3, approve_above=2)
    broadcast = services.send_broadcast(drafted(luis), by=luis)
    assert (broadcast.state, broadcast.recipients.count()) == ("waiting", 0)
    board[0].memberships.all().delete()
    services.approve_broadcast(broadcast, by=ana)
    broadcast.refresh_from_db()
    assert broadcast.approved_by == ana
    assert {place.person for place in broadcast.recipients.all()} == set(board[1:])


def test_who_changes_the_words_has_written_it():
    luis, ana, _board = neighborhood(3, approve_above=2)
    broadcast = drafted(luis)
    texts = {**WORDS, "en": "{community}: the library is open."}
    services.change(broadcast, texts=texts, filters=Filters(roles=("board",)), by=ana)
    services.review_words(broadcast, language="en", by=luis)
    services.send_broadcast(broadcast, by=luis)
    with pytest.raises(NotAllowed):
        services.approve_broadcast(broadcast, by=ana)
    assert services.approve_broadcast(broadcast, by=luis).state == "sending"


def test_the_database_itself_wants_another_person():
    luis, _ana, _board = neighborhood(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        drafted(luis, approved_by=luis)


def test_what_comes_back_comes_with_a_reason():
    luis, ana, _board = neighborhood(2, approve_above=1)
    broadcast = services.send_broadcast(drafted(luis), by=luis)
    with pytest.raises(BadInput):
        services.send_back(broadcast, why="  ", by=ana)
    services.send_back(broadcast, why="Say which library", by=ana)
    assert AuditLine.objects.get(verb="send_back").why == "Say which library"


def test_nobody_to_send_to_is_refused():
    luis, _ana, _board = neighborhood(0)
    with pytest.raises(Refused, match="Nobody would get"):
        services.send_broadcast(drafted(luis), by=luis)


def test_no_number_to_text_from_is_refused():
    luis, _ana, _board = neighborhood(1, number=None)
    with pytest.raises(Refused, match="no number"):
        services.send_broadcast(drafted(luis), by=luis)
