"""The pages of proposals: who sees what, forms, and how many questions they ask the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advisory.decisions.models import Decision
from advisory.proposals import home, services
from advisory.proposals.models import Amendment, Proposal
from advisory.proposals.selectors import standing_version
from tests.factories.meetings import planned
from tests.factories.people import GroupFactory, PersonFactory, member, signed_in, staff
from tests.factories.proposals import BENCHES, TEXT, proposed, talk

pytestmark = pytest.mark.django_db


def address_of(evening, more=""):
    return f"/proposals/{evening.proposal.pk}/{more}"


def test_a_member_proposes_on_the_page_and_a_form_keeps_what_was_typed():
    evening = talk()
    browser = signed_in(evening.others[0], second_factor=False)
    address = f"/proposals/new/{evening.group.pk}/"
    assert "How it" not in browser.get(address).text
    refused = browser.post(address, {"title": "", "text": "In the shade."})
    assert refused.status_code == 400
    assert "In the shade." in refused.text
    assert browser.post(address, {"title": "A ramp", "text": "At the door."}).status_code == 302
    made = Proposal.objects.get(title="A ramp")
    assert (standing_version(made).text, made.channel) == ("At the door.", "web")


@pytest.mark.parametrize(
    ("who", "status"),
    [("member", 200), ("facilitator", 200), ("finance", 200), ("other board", 403), ("parent", 403)],
)
def test_members_of_the_group_and_the_staff_read_it(who, status):
    evening = talk()
    community = evening.group.community
    person = {
        "member": evening.others[0],
        "facilitator": evening.facilitator,
        "finance": staff(community, "finance"),
        "other board": member(GroupFactory(community=community)),
        "parent": PersonFactory(community=community),
    }[who]
    assert signed_in(person).get(address_of(evening)).status_code == status
    if who == "other board":
        assert BENCHES not in signed_in(person).get("/proposals/").text


@pytest.mark.parametrize("who", ["rosa", "other", "facilitator", "finance"])
def test_each_is_offered_what_they_may_do(who):
    evening = talk()
    services.suggest(evening.proposal, text="Five benches.", by=evening.others[1], after=1)
    person = {
        "rosa": evening.rosa,
        "other": evening.others[0],
        "facilitator": evening.facilitator,
        "finance": staff(evening.group.community, "finance"),
    }[who]
    page = signed_in(person).get(address_of(evening)).text
    offered = {
        "Suggest a change": {"rosa", "other", "facilitator"},
        "Accept this change": {"rosa", "facilitator"},
        "Withdraw the proposal": {"rosa", "facilitator"},
        "Put it off to a meeting": {"facilitator"},
        "Take it to a vote": {"facilitator"},
        "Leave out my name": {"rosa", "other"},
        "What do you say?": {"rosa", "other", "facilitator"},
    }
    assert {words for words in offered if words in page} == {
        words for words, people in offered.items() if who in people
    }


def test_a_change_is_suggested_and_answered_without_javascript():
    evening = talk()
    other, rosa = (signed_in(person, second_factor=False) for person in (evening.others[0], evening.rosa))
    form = other.get(address_of(evening, "amend/"))
    assert TEXT in form.text
    stands = other.post(address_of(evening, "amend/"), {"text": TEXT, "after": 1})
    assert (stands.status_code, "as it stands" in stands.text) == (400, True)
    other.post(address_of(evening, "amend/"), {"text": "Five benches.", "after": 1, "note": "More fit."})
    amendment = Amendment.objects.get()
    wrong = rosa.post(address_of(evening, "settle/"), {"amendment": amendment.pk, "answer": "decline"})
    assert wrong.status_code == 400
    rosa.post(address_of(evening, "settle/"), {"amendment": amendment.pk, "answer": "accept"})
    page = rosa.get(address_of(evening)).text
    assert "<ins>" in page
    assert "Version 2: a change by Denise Carter" in page


def test_words_that_are_no_position_come_back_with_the_form():
    evening = talk()
    browser = signed_in(evening.rosa, second_factor=False)
    answer = browser.post(address_of(evening, "say/"), {"stance": "for", "words": "", "unsigned": "on"})
    assert answer.status_code == 400
    assert "Leave out my name" in answer.text


def test_every_verb_works_from_the_page():
    evening = talk()
    browser = signed_in(evening.facilitator)
    meeting = planned(evening.group, by=evening.facilitator)

    def state():
        evening.proposal.refresh_from_db()
        return evening.proposal.state

    assert browser.post(address_of(evening, "do/withdraw/"), {"why": ""}).status_code == 400
    for action, sent, becomes in [
        ("withdraw", {"why": "Later."}, "withdrawn"),
        ("reopen", {"why": "Now."}, "open"),
        ("defer", {"why": "The parks people come.", "meeting": meeting.pk}, "deferred"),
        ("take_up", {}, "open"),
    ]:
        assert browser.post(address_of(evening, f"do/{action}/"), sent).status_code == 302
        assert state() == becomes
    assert browser.post(address_of(evening, "do/burn/"), {"why": "x"}).status_code == 404


def test_it_is_taken_to_a_vote_from_the_page_and_the_two_name_each_other():
    evening = talk()
    browser = signed_in(evening.facilitator)
    sent = {"title": "Where?", "method": "approval", "options": "North gate", "quorum_percent": 50}
    assert browser.post(address_of(evening, "vote/"), sent).status_code == 400
    sent["options"] = "North gate\n\n Playground \n"
    made = browser.post(address_of(evening, "vote/"), sent)
    decision = Decision.objects.get()
    assert made.url == f"/decisions/{decision.pk}/"
    assert [choice.title for choice in decision.choices.all()] == ["North gate", "Playground"]
    assert address_of(evening) in browser.get(made.url).text
    assert f"/decisions/{decision.pk}/" in browser.get(address_of(evening)).text


def test_what_is_typed_is_shown_and_never_run():
    evening = talk(text="<script>alert(1)</script>")
    services.say_unsigned(evening.proposal, by=evening.rosa, stance="for", words="<b>bold</b>")
    page = signed_in(evening.rosa, second_factor=False).get(address_of(evening)).text
    assert "<script>alert" not in page
    assert "<b>bold" not in page


@pytest.mark.parametrize("where", ["list", "page"])
def test_the_number_of_queries_does_not_grow(where):
    evening = talk()
    browser = signed_in(evening.rosa, second_factor=False)
    address = "/proposals/" if where == "list" else address_of(evening)

    def asked():
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    def grow(number):
        proposed(evening.group, by=evening.rosa, title=f"Number {number}")
        person = member(evening.group, display_name=f"Member {number}")
        services.say(evening.proposal, by=person, stance="for", words=f"Words {number}")
        services.say_unsigned(evening.proposal, by=person, stance="for", words=f"Quiet {number}")
        standing = standing_version(evening.proposal)
        change = services.suggest(evening.proposal, text=f"Text {number}", by=person, after=standing.number)
        services.suggest(evening.proposal, text=f"Other {number}", by=person, after=standing.number)
        services.accept_amendment(change, by=evening.rosa)

    grow(0)
    few = asked()
    for number in range(1, 12):
        grow(number)
    assert asked() == few


def test_the_first_page_says_what_waits_and_what_is_new():
    evening = talk()
    services.suggest(evening.proposal, text="Five benches.", by=evening.others[0], after=1)

    def lines(person):
        return [todo.text for todo in home.todos(person)]

    assert lines(evening.rosa) == [f"A change to “{BENCHES}” waits for your answer"]
    assert lines(evening.others[0]) == [f"New proposal: {BENCHES}"]
    assert lines(PersonFactory(community=evening.group.community)) == []
    meeting = planned(evening.group, by=evening.facilitator)
    services.defer(evening.proposal, by=evening.facilitator, meeting=meeting, why="Later.")
    meeting.state = "closed"
    meeting.save(update_fields=["state"])
    assert lines(evening.facilitator) == [
        f"The meeting that “{BENCHES}” was put off to is over. What becomes of it?"
    ]
