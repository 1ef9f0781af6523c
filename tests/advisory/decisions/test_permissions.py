"""Who may do what to a decision in which state: one table."""

import pytest

from advisory.decisions import services
from advisory.decisions.models import Ballot, Decision
from advisory.decisions.selectors import can_see
from community.core.errors import NotAllowed, Refused
from community.meetings.services import check_in
from tests.factories.decisions import drafted
from tests.factories.meetings import evening
from tests.factories.people import CommunityFactory, GroupFactory, member, provider, staff

pytestmark = pytest.mark.django_db

# For each person, what happens in each state of the decision: "yes", "403" (not this person) or
# "409" (not now). The columns are draft, open, closed.
TABLE = {
    "see": {
        "member": "403 yes yes",
        "member of another board": "403 403 403",
        "facilitator": "yes yes yes",
        "coordinator": "yes yes yes",
        "finance": "403 yes yes",
        "ambassador": "403 yes yes",
        "provider": "403 403 403",
        "facilitator elsewhere": "403 403 403",
    },
    "open": {
        "member": "403 403 403",
        "member of another board": "403 403 403",
        "facilitator": "yes 409 409",
        "coordinator": "yes 409 409",
        "finance": "403 403 403",
        "ambassador": "403 403 403",
        "provider": "403 403 403",
        "facilitator elsewhere": "403 403 403",
    },
    "vote": {
        "member": "409 yes 409",
        "member of another board": "409 403 403",
        "facilitator": "409 403 403",
        "coordinator": "409 403 403",
        "finance": "409 403 403",
        "ambassador": "409 403 403",
        "provider": "409 403 403",
        "facilitator elsewhere": "409 403 403",
    },
    "write down a hand": {
        "member": "403 403 403",
        "member of another board": "403 403 403",
        "facilitator": "409 yes 409",
        "coordinator": "409 yes 409",
        "finance": "403 403 403",
        "ambassador": "403 403 403",
        "provider": "403 403 403",
        "facilitator elsewhere": "403 403 403",
    },
    "close": {
        "member": "403 403 403",
        "member of another board": "403 403 403",
        "facilitator": "409 yes 409",
        "coordinator": "409 yes 409",
        "finance": "403 403 403",
        "ambassador": "403 403 403",
        "provider": "403 403 403",
        "facilitator elsewhere": "403 403 403",
    },
}
CASES = [
    (verb, who, state, outcome)
    for verb, rows in TABLE.items()
    for who, outcomes in rows.items()
    for state, outcome in zip(("draft", "open", "closed"), outcomes.split(), strict=True)
]


def somebody(who: str, group, board):
    """The person of the table's row."""
    if who == "member":
        return board[0]
    if who == "member of another board":
        return member(GroupFactory(community=group.community))
    if who == "provider":
        return provider(group.community)
    if who == "facilitator elsewhere":
        return staff(CommunityFactory(), "facilitator")
    return staff(group.community, who)


def act(verb: str, decision: Decision, by, raised) -> None:
    """Do the verb of the table."""
    if verb == "see":
        if not can_see(by, decision):
            raise NotAllowed("not to be seen")
    elif verb == "open":
        services.open_decision(decision, by=by)
    elif verb == "close":
        services.close_decision(decision, by=by)
    elif verb == "vote":
        services.cast_vote(decision, voter=by, option="yes", channel=Ballot.Channel.PHONE)
    else:
        services.cast_vote(decision, voter=raised, option="yes", channel=Ballot.Channel.HAND, entered_by=by)


@pytest.mark.parametrize(("verb", "who", "state", "outcome"), CASES)
def test_who_may_do_what(verb, who, state, outcome):
    meeting, facilitator, board = evening(2)
    check_in(meeting, board[1], channel="phone")
    decision = drafted(meeting.group, by=facilitator, meeting=meeting)
    if state != "draft":
        services.open_decision(decision, by=facilitator)
    if state == "closed":
        services.close_decision(decision, by=facilitator)
    person = somebody(who, meeting.group, board)
    said = outcome_of(lambda: act(verb, decision, person, board[1]))
    assert said == outcome


def outcome_of(deed) -> str:
    """ "yes", or the status of the refusal, which must say why."""
    try:
        deed()
    except Refused as refusal:
        return str(refusal.status) if refusal.message else "a refusal without words"
    return "yes"


@pytest.mark.parametrize("who", ["member", "finance", "ambassador", "provider", "facilitator elsewhere"])
def test_only_those_who_run_meetings_write_questions(who):
    meeting, _facilitator, board = evening(1)
    with pytest.raises(NotAllowed):
        drafted(meeting.group, by=somebody(who, meeting.group, board))
    assert not Decision.objects.exists()
