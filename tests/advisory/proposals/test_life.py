"""A proposal from its first words to the vote."""

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction

from advisory.decisions.models import Decision
from advisory.decisions.services import (
    NewChoice,
    cast_vote,
    close_decision,
    open_decision,
    withdraw_decision,
)
from advisory.proposals import services
from advisory.proposals.models import Proposal, ProposalVersion
from advisory.proposals.selectors import changes, standing_version, suggestions
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.models import AuditLine
from community.core.owned import Unchangeable
from community.meetings.services import add_agenda_item, draft_agenda, open_meeting
from community.models import AgendaItem
from tests.factories.meetings import EIGHT, SIX, THE_WEEK_BEFORE, planned
from tests.factories.people import GroupFactory, PersonFactory, member
from tests.factories.proposals import BENCHES, TEXT, talk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_week_before():
    with time_machine.travel(THE_WEEK_BEFORE, tick=False):
        yield


def put_off(evening):
    """A meeting to come of the group."""
    return planned(evening.group, starts_at=SIX, ends_at=EIGHT)


def test_the_same_words_of_the_same_person_are_one_proposal():
    evening = talk()
    again = services.propose(evening.group, title=f"  {BENCHES.upper()} ", by=evening.rosa, channel="text")
    assert again == evening.proposal
    other = services.propose(evening.group, title=BENCHES, by=evening.others[0], channel="text")
    assert other != evening.proposal
    assert standing_version(other).text == BENCHES


def test_once_it_is_settled_the_same_words_are_a_new_one():
    evening = talk()
    services.withdraw(evening.proposal, by=evening.rosa, why="The city builds them.")
    assert services.propose(evening.group, title=BENCHES, by=evening.rosa, channel="web") != evening.proposal


def test_only_members_and_those_who_run_meetings_propose():
    evening = talk()
    services.propose(evening.group, title="A ramp", by=evening.facilitator, channel="web")
    elsewhere = member(GroupFactory(community=evening.group.community))
    for stranger in (elsewhere, PersonFactory(community=evening.group.community), member(GroupFactory())):
        with pytest.raises(NotAllowed):
            services.propose(evening.group, title="A ramp", by=stranger, channel="web")


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_a_proposal_without_words_is_none(words):
    evening = talk()
    with pytest.raises(BadInput):
        services.propose(evening.group, title=words, by=evening.rosa, channel="web")


def test_an_accepted_amendment_is_the_next_version_and_shows_what_differs():
    evening = talk()
    change = services.suggest(
        evening.proposal, text=TEXT.replace("three", "five"), by=evening.others[0], after=1
    )
    services.accept_amendment(change, by=evening.rosa)
    standing = standing_version(evening.proposal)
    assert (standing.number, standing.text) == (2, TEXT.replace("three", "five"))
    assert standing.author == evening.others[0]
    (shown,) = changes(list(evening.proposal.versions.all()))
    assert [(piece.kind, piece.words.strip()) for piece in shown.pieces if piece.kind != "same"] == [
        ("gone", "three"),
        ("new", "five"),
    ]
    assert shown.amendment == change


def test_a_declined_amendment_says_why_and_the_text_stays():
    evening = talk()
    change = services.suggest(evening.proposal, text="No benches.", by=evening.others[0], after=1)
    with pytest.raises(BadInput):
        services.decline_amendment(change, by=evening.rosa, why=" ")
    services.decline_amendment(change, by=evening.facilitator, why="That is another proposal.")
    assert standing_version(evening.proposal).text == TEXT
    (row,) = suggestions(evening.proposal, standing_version(evening.proposal))
    assert (row.amendment.state, row.amendment.reason) == ("declined", "That is another proposal.")
    with pytest.raises(Refused):
        services.accept_amendment(change, by=evening.rosa)


def test_two_changes_of_one_text_do_not_overwrite_each_other():
    evening = talk()
    first, second = (
        services.suggest(evening.proposal, text=f"{TEXT} {more}", by=person, after=1)
        for more, person in zip(("Soon.", "And a tree."), evening.others, strict=True)
    )
    services.accept_amendment(first, by=evening.rosa)
    with pytest.raises(Refused, match="has changed"):
        services.accept_amendment(second, by=evening.rosa)
    with pytest.raises(Refused, match="has changed"):
        services.suggest(evening.proposal, text="Late words.", by=evening.others[1], after=1)
    assert standing_version(evening.proposal).number == 2


def test_a_suggestion_sent_twice_is_one():
    evening = talk()
    twice = [
        services.suggest(evening.proposal, text="Two benches.", by=evening.others[0], after=1)
        for _again in range(2)
    ]
    assert twice[0] == twice[1]
    with pytest.raises(BadInput, match="as it stands"):
        services.suggest(evening.proposal, text=f" {TEXT} ", by=evening.others[0], after=1)


def test_others_do_not_answer_for_whoever_proposed_it():
    evening = talk()
    change = services.suggest(evening.proposal, text="Two benches.", by=evening.others[0], after=1)
    for verb in (
        services.accept_amendment,
        lambda *args, **by: services.decline_amendment(*args, why="no", **by),
    ):
        with pytest.raises(NotAllowed):
            verb(change, by=evening.others[1])
    with pytest.raises(NotAllowed):
        services.withdraw(evening.proposal, by=evening.others[1], why="No.")


def test_a_version_is_never_written_over():
    evening = talk()
    version = ProposalVersion.objects.get()
    version.text = "Other words."
    with pytest.raises(Unchangeable):
        version.save()
    with (
        pytest.raises(DatabaseError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE advisory_proposalversion SET text = 'x'")
    assert standing_version(evening.proposal).text == TEXT


def test_every_verb_says_why_and_the_audit_keeps_it():
    evening = talk()
    for verb in (services.withdraw, services.reopen):
        with pytest.raises(BadInput):
            verb(evening.proposal, by=evening.rosa, why="  ")
        verb(evening.proposal, by=evening.rosa, why="Because.")
    lines = AuditLine.objects.filter(subject_type="advisory.Proposal").values_list("verb", "why")
    assert list(lines) == [("propose", ""), ("withdraw", "Because."), ("reopen", "Because.")]
    with transaction.atomic(), pytest.raises(IntegrityError):
        Proposal.objects.filter(pk=evening.proposal.pk).update(state="withdrawn", reason="")


def test_what_is_put_off_stands_on_the_draft_of_that_agenda_once():
    evening = talk()
    meeting = put_off(evening)
    services.defer(evening.proposal, by=evening.facilitator, meeting=meeting, why="The parks people come.")
    assert not AgendaItem.objects.filter(meeting=meeting).exists()
    for _twice in range(2):
        draft_agenda(meeting, by=evening.facilitator)
        assert AgendaItem.objects.filter(meeting=meeting, title=BENCHES, kind="discussion").count() == 1
    open_meeting(meeting, by=evening.facilitator)
    assert AgendaItem.objects.filter(meeting=meeting, title=BENCHES).count() == 1


def test_on_an_agenda_that_is_begun_it_stands_at_once():
    evening = talk()
    meeting = put_off(evening)
    add_agenda_item(meeting, title="Welcome", by=evening.facilitator)
    services.defer(evening.proposal, by=evening.facilitator, meeting=meeting, why="The parks people come.")
    titles = list(AgendaItem.objects.filter(meeting=meeting).values_list("title", flat=True))
    assert titles == ["Welcome", BENCHES]


def test_two_that_are_put_off_keep_their_own_notes_when_the_doors_open():
    evening = talk()
    meeting = put_off(evening)
    second = services.propose(evening.group, title="A ramp", by=evening.rosa, channel="web")
    for proposal in (evening.proposal, second):
        services.defer(proposal, by=evening.facilitator, meeting=meeting, why="Together.")
    draft_agenda(meeting, by=evening.facilitator)
    open_meeting(meeting, by=evening.facilitator)
    assert AgendaItem.objects.filter(meeting=meeting, kind="discussion").exclude(notes="").count() == 2


def test_it_is_put_off_only_to_a_planned_meeting_of_its_group():
    evening = talk()
    over = put_off(evening)
    over.state = "closed"
    over.save(update_fields=["state"])
    for meeting in (over, planned(GroupFactory(community=evening.group.community), number=7)):
        with pytest.raises(BadInput):
            services.defer(evening.proposal, by=evening.facilitator, meeting=meeting, why="Later.")
    with pytest.raises(NotAllowed):
        services.defer(evening.proposal, by=evening.rosa, meeting=put_off_again(evening), why="Later.")


def put_off_again(evening):
    return planned(evening.group, starts_at=SIX, ends_at=EIGHT, number=32)


def test_a_proposal_that_is_put_off_is_still_talked_about_and_taken_up_again():
    evening = talk()
    services.defer(evening.proposal, by=evening.facilitator, meeting=put_off(evening), why="Later.")
    services.say(evening.proposal, by=evening.others[0], stance="for", words="Yes, please.")
    services.take_up(evening.proposal, by=evening.facilitator)
    evening.proposal.refresh_from_db()
    assert (evening.proposal.state, evening.proposal.deferred_to) == ("open", None)


def test_taken_to_a_vote_it_is_a_draft_with_the_text_as_it_stands():
    evening = talk()
    change = services.suggest(evening.proposal, text="Five benches.", by=evening.others[0], after=1)
    services.accept_amendment(change, by=evening.rosa)
    decision = services.take_to_vote(evening.proposal, by=evening.facilitator, method="consent")
    assert (decision.title, decision.text, decision.state) == (BENCHES, "Five benches.", "draft")
    assert decision.brought.version.number == 2
    with pytest.raises(Refused):
        services.say(evening.proposal, by=evening.rosa, stance="for", words="Late.")
    with pytest.raises(Refused):
        services.take_to_vote(evening.proposal, by=evening.facilitator, method="consent")


def test_a_vote_that_chooses_takes_its_choices_along():
    evening = talk()
    decision = services.take_to_vote(
        evening.proposal,
        by=evening.facilitator,
        title="Where the benches stand",
        method="irv",
        choices=[NewChoice("North gate"), NewChoice("Playground")],
    )
    assert decision.title == "Where the benches stand"
    assert [choice.title for choice in decision.choices.all()] == ["North gate", "Playground"]


def test_members_do_not_open_a_vote_and_a_bad_draft_leaves_no_trace():
    evening = talk()
    with pytest.raises(NotAllowed):
        services.take_to_vote(evening.proposal, by=evening.rosa, method="majority")
    with pytest.raises(BadInput), transaction.atomic():
        services.take_to_vote(evening.proposal, by=evening.facilitator, method="coin")
    evening.proposal.refresh_from_db()
    assert evening.proposal.state == "open"
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("option", "comes_back"), [("no", True), ("yes", False)])
def test_it_comes_back_only_when_the_group_did_not_say_yes(option, comes_back):
    evening = talk()
    decision = services.take_to_vote(
        evening.proposal, by=evening.facilitator, method="majority", quorum_percent=1
    )
    with pytest.raises(Refused):
        services.reopen(evening.proposal, by=evening.rosa, why="I have changed my mind.")
    open_decision(decision, by=evening.facilitator)
    cast_vote(decision, voter=evening.rosa, option=option, channel="phone")
    close_decision(decision, by=evening.facilitator)
    if comes_back:
        services.reopen(evening.proposal, by=evening.rosa, why="With fewer benches.")
        assert evening.proposal.state == "open"
    else:
        with pytest.raises(Refused):
            services.reopen(evening.proposal, by=evening.rosa, why="With fewer benches.")


def test_a_question_that_was_taken_back_sets_its_proposal_free():
    evening = talk()
    decision = services.take_to_vote(evening.proposal, by=evening.facilitator, method="majority")
    withdraw_decision(decision, by=evening.facilitator, why="Too early.")
    services.reopen(evening.proposal, by=evening.rosa, why="We talk first.")
    second = services.take_to_vote(evening.proposal, by=evening.facilitator, method="consent")
    assert [vote.decision for vote in evening.proposal.versions.get().votes.order_by("pk")] == [
        decision,
        second,
    ]
