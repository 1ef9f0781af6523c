"""Whose vote it is: on a phone that two share, and on a number that may have passed to somebody else."""

import pytest

from advisory.decisions import services
from advisory.decisions.models import Ballot
from community.core.errors import Refused
from community.messaging.services import receive_digits
from community.messaging.services.doubts import doubt
from community.models import Message, Thread
from tests.factories.decisions import drafted, opened
from tests.factories.messaging import last_text_to, text_from
from tests.factories.people import GroupFactory, member, staff

pytestmark = pytest.mark.django_db
TITLE = '"Saturday hours at the library"'


@pytest.fixture
def rosa_and_sam(run_jobs):
    """Two members with one phone and an open vote: 1 2 3 are Rosa's digits, 4 5 6 Sam's."""
    group = GroupFactory()
    rosa = member(group, display_name="Rosa Diaz")
    sam = member(group, display_name="Sam Diaz", phone=rosa.phone)
    services.open_decision(drafted(group), by=staff(group.community, "facilitator"))
    run_jobs()
    return rosa, sam


def says(person, *bodies):
    for body in bodies:
        text_from(person.phone, person.community, body)
    return last_text_to(person)


def ballots():
    return sorted(Ballot.objects.values_list("entry__person__display_name", "option", "channel"))


def test_each_of_two_on_one_phone_has_one_ballot(rosa_and_sam):
    rosa, _sam = rosa_and_sam
    assert says(rosa, "1") == "Who is writing? 7 Rosa 8 Sam"
    assert ballots() == []
    assert says(rosa, "7") == f"Rosa: Got it: YES to {TITLE}. To change, text 2 for no or 3 for not voting."
    assert says(rosa, "2").startswith("Rosa: Got it: NO")
    assert says(rosa, "5") == "Who is writing? 10 Rosa 11 Sam"
    assert says(rosa, "11").startswith("Sam: Got it: NO")
    assert ballots() == [("Rosa Diaz", "no", "text"), ("Sam Diaz", "no", "text")]


def test_the_other_ones_digit_is_counted_for_neither(rosa_and_sam):
    rosa, _sam = rosa_and_sam
    assert says(rosa, "1", "8") == (
        f"1 is a number of Rosa, so nothing was counted. Yours: {TITLE}: 4 yes 5 no 6 not voting"
    )
    assert ballots() == []


def test_the_list_and_a_word(run_jobs):
    _decision, _facilitator, [rosa] = opened(1)
    run_jobs()
    assert says(rosa, "0") == f"{TITLE}: 1 yes 2 no 3 not voting"
    assert says(rosa, "sí") == f"Got it: YES to {TITLE}. To change, text 2 for no or 3 for not voting."
    said = receive_digits(community=rosa.community, phone=rosa.phone, digits="3", key="CA1")
    assert said.body == f"Got it: you are not voting on {TITLE}. To change, press 1 for yes or 2 for no."
    assert ballots() == [("Rosa 00", "abstain", "text")]


def test_a_closed_vote_is_off_the_list_and_named_to_who_answers_late(run_jobs):
    decision, facilitator, [rosa] = opened(1)
    run_jobs()
    services.close_decision(decision, by=facilitator)
    assert says(rosa, "0").startswith("No question is open")
    run_jobs()
    assert says(rosa, "1") == f"That is closed, so this answer does not count: {TITLE}"


def test_a_number_in_doubt_votes_by_no_channel_of_its_own_until_it_says_its_name(run_jobs):
    decision, _facilitator, [rosa] = opened(1)
    run_jobs()
    doubt(Thread.objects.get())
    with pytest.raises(Refused, match="Is this still your phone"):
        services.cast_vote(decision, voter=rosa, option="yes", channel=Ballot.Channel.PHONE)
    assert says(rosa, "1") == "Before this counts: what is your first name?"
    assert ballots() == []
    assert says(rosa, "I am Rosa").startswith("Got it: YES")
    services.cast_vote(decision, voter=rosa, option="no", channel=Ballot.Channel.PHONE)
    assert ballots() == [("Rosa 00", "no", "phone")]


def test_what_was_pressed_and_is_confirmed_by_text_is_answered_as_a_text(rosa_and_sam):
    rosa, _sam = rosa_and_sam
    asked = receive_digits(community=rosa.community, phone=rosa.phone, digits="1", key="CA1")
    assert asked.body == "Who is calling? 7 Rosa 8 Sam"
    assert says(rosa, "7").endswith("To change, text 2 for no or 3 for not voting.")
    assert receive_digits(community=rosa.community, phone=rosa.phone, digits="2", key="CA2").body.endswith(
        "To change, press 1 for yes or 3 for not voting."
    )


def test_pay_is_asked_after_on_a_shared_phone(rosa_and_sam):
    rosa, sam = rosa_and_sam
    assert says(rosa, "PAY") == "Who is writing? 7 Rosa 8 Sam"
    assert Thread.objects.get().waiting_since is None
    assert says(rosa, "8") == "Sam: Thank you. A person will text you about your pay."
    assert Message.objects.latest("pk").person == sam
    assert Thread.objects.get().waiting_since is not None
