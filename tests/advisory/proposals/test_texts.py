"""Proposals by text, and what those who made them hear."""

import pytest
import time_machine

from advisory.proposals import services
from advisory.proposals.models import Proposal
from community.models import Message
from tests.factories.meetings import EIGHT, SIX, THE_WEEK_BEFORE, planned
from tests.factories.messaging import text_from
from tests.factories.people import CommunityFactory, GroupFactory, PersonFactory, member, staff
from tests.factories.proposals import BENCHES, proposed

pytestmark = pytest.mark.django_db
# GSM 03.38 without its shift table: one other letter makes a text cost double.
PLAIN = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


@pytest.fixture(autouse=True)
def the_week_before():
    with time_machine.travel(THE_WEEK_BEFORE, tick=False):
        yield


def a_board(language="en", **person):
    home = CommunityFactory(name="Brownsville Families", number="+17185550100")
    group = GroupFactory(community=home, name="Family Advisory Board", code="FAB")
    return group, member(group, display_name="Rosa Diaz", language=language, **person)


def heard(person):
    found = Message.objects.filter(direction="out", thread__phone=person.phone).order_by("pk")
    return list(found.values_list("body", flat=True))


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "PROPOSE more benches at the park"),
        ("en", "propose:  more  benches at the park"),
        ("es", "Propongo more benches at the park"),
        ("ht", "PWOPOZE, more benches at the park"),
    ],
)
def test_by_text_it_is_kept_once_and_said_back(language, body, run_jobs):
    group, rosa = a_board(language)
    for _twice in range(2):
        text_from(rosa.phone, rosa.community, body)
        run_jobs()
    proposal = Proposal.objects.get()
    assert (proposal.group, proposal.title, proposal.proposed_by, proposal.channel) == (
        *(group, "more benches at the park", rosa, "text"),
    )
    said = heard(rosa)[-1]
    assert '"more benches at the park"' in said
    assert len(said) <= 160
    assert not set(said) - PLAIN


def test_one_webhook_that_comes_twice_is_one_proposal(run_jobs):
    _group, rosa = a_board()
    for _twice in range(2):
        text_from(rosa.phone, rosa.community, "PROPOSE a ramp", sid="SM" + "a" * 32)
        run_jobs()
    assert Proposal.objects.count() == 1
    assert len(heard(rosa)) == 1


@pytest.mark.parametrize("body", ["What do you propose", "Propose what?", "I propose a ramp"])
def test_what_is_no_proposal_is_left_for_a_person(body, run_jobs):
    _group, rosa = a_board()
    text_from(rosa.phone, rosa.community, body)
    run_jobs()
    assert not Proposal.objects.exists()


def test_the_word_alone_is_asked_back_and_a_parent_is_told(run_jobs):
    _group, rosa = a_board()
    parent = PersonFactory(community=rosa.community)
    text_from(rosa.phone, rosa.community, "PROPOSE")
    text_from(parent.phone, rosa.community, "PROPOSE a ramp")
    run_jobs()
    assert "PROPOSE and then your words" in heard(rosa)[-1]
    assert "Only members" in heard(parent)[-1]
    assert not Proposal.objects.exists()


def test_with_several_seats_the_code_says_which_group(run_jobs):
    board, rosa = a_board()
    team = GroupFactory(community=board.community, code="PAT", kind="action_team")
    team.memberships.create(person=rosa, since="2025-01-01")
    for body in ("PROPOSE pat a shared form", "PROPOSE a ramp"):
        text_from(rosa.phone, rosa.community, body)
        run_jobs()
    assert list(Proposal.objects.order_by("pk").values_list("group__code", "title")) == [
        ("PAT", "a shared form"),
        ("FAB", "a ramp"),
    ]


def test_on_a_shared_phone_it_is_asked_who_proposes(run_jobs):
    board, rosa = a_board()
    jamal = member(board, display_name="Jamal Reid", phone=rosa.phone)
    text_from(rosa.phone, rosa.community, "PROPOSE a ramp")
    run_jobs()
    assert not Proposal.objects.exists()
    question = rosa.community.threads.get().expectations.get(handler="messaging.who", closed_at=None)
    digit = question.choices.get(value=str(jamal.pk)).number
    text_from(rosa.phone, rosa.community, str(digit))
    run_jobs()
    assert Proposal.objects.get().proposed_by == jamal


def test_a_title_that_tells_of_somebodys_health_is_kept_and_not_repeated(run_jobs):
    _group, rosa = a_board()
    text_from(rosa.phone, rosa.community, "PROPOSE help with early intervention")
    run_jobs()
    assert Proposal.objects.get().title == "help with early intervention"
    assert "intervention" not in heard(rosa)[-1].lower()


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_whoever_proposed_hears_what_becomes_of_it_once_and_plainly(language, run_jobs):
    group, rosa = a_board(language)
    luis = staff(group.community, "facilitator", display_name="Luis Herrera")
    denise = member(group, display_name="Denise Carter", language=language)
    proposal = proposed(group, by=rosa)
    first = services.suggest(proposal, text="Five benches.", by=denise, after=1)
    run_jobs()
    services.accept_amendment(first, by=rosa)
    second = services.suggest(proposal, text="Six benches.", by=denise, after=2)
    run_jobs()
    services.decline_amendment(second, by=rosa, why="Five will do.")
    services.defer(
        proposal, by=luis, meeting=planned(group, starts_at=SIX, ends_at=EIGHT), why="The parks people come."
    )
    run_jobs()
    services.withdraw(proposal, by=luis, why="The city builds them.")
    run_jobs()
    services.reopen(proposal, by=rosa, why="It does not.")
    services.take_to_vote(proposal, by=luis, method="majority")
    run_jobs()
    texts = heard(rosa) + heard(denise)
    assert (len(heard(rosa)), len(heard(denise))) == (5, 2)
    assert [text for text in texts if set(text) - PLAIN] == []
    assert [text for text in texts if len(text) > 160] == []
    assert all(text.startswith("Brownsville Families: ") for text in texts)
    if language != "en":
        assert [
            text
            for text in texts
            if {"your", "proposal", "the", "change"} & set(text.replace(BENCHES, "").split())
        ] == []


def test_nobody_is_told_what_they_did_themselves(run_jobs):
    group, rosa = a_board()
    proposal = proposed(group, by=rosa)
    services.accept_amendment(services.suggest(proposal, text="Five.", by=rosa, after=1), by=rosa)
    services.withdraw(proposal, by=rosa, why="No.")
    run_jobs()
    assert heard(rosa) == []
