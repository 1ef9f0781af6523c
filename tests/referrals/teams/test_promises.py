"""Promises of organizations, and what is said of them at meetings."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from community.core.errors import BadInput, NotAllowed, Refused
from community.core.owned import Unchangeable
from community.models import AuditLine
from referrals.models import Commitment, Review
from referrals.teams.home import todos
from referrals.teams.panels import openings, section
from referrals.teams.selectors import meeting_for, standing, team_of
from referrals.teams.services import let_go, promise, review
from tests.factories.crowd import at_once
from tests.factories.meetings import opened, planned
from tests.factories.people import CommunityFactory, GroupFactory, member, provider, signed_in, staff
from tests.factories.teams import promised

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(clinic, community):
    return planned(team_of(community))


def test_a_fourth_promise_waits_until_one_is_kept(clinic, meeting):
    first = promised(clinic, title="One")
    for title in ("Two", "Three"):
        promised(clinic, title=title)
    assert promised(clinic, title="One") == first
    with pytest.raises(BadInput):
        promised(clinic, title="Four")
    review(first, meeting, said="kept", by=clinic)
    assert promised(clinic, title="Four").state == "open"


def test_a_day_in_the_past_is_refused(clinic):
    with pytest.raises(BadInput):
        promised(clinic, days=-1)


def test_the_last_word_of_a_meeting_stands_and_twice_is_once(clinic, meeting):
    row = promised(clinic)
    for said in ("not_yet", "not_yet", "partly", "kept", "kept"):
        review(row, meeting, said=said, by=clinic)
    row.refresh_from_db()
    assert [one.said for one in standing(row)] == ["kept"]
    assert (row.state, Review.objects.count()) == ("kept", 3)
    review(row, meeting, said="partly", note="Two sites of three", by=clinic)
    row.refresh_from_db()
    assert row.state == "open"
    assert AuditLine.objects.filter(verb="review").count() == 4


@given(st.lists(st.sampled_from(["kept", "partly", "not_yet", "end"]), max_size=8))
def test_whatever_is_said_in_whatever_order_the_state_agrees_with_the_last_word(words):
    clinic = provider(CommunityFactory())
    meeting, row, last = planned(team_of(clinic.community)), promised(clinic), "open"
    for said in words:
        if said == "end" and last == "kept":
            with pytest.raises(Refused):
                let_go(row, by=clinic)
        elif said == "end":
            let_go(row, by=clinic)
            last = "ended"
        elif last == "ended":
            with pytest.raises(Refused):
                review(row, meeting, said=said, by=clinic)
        else:
            review(row, meeting, said=said, by=clinic)
            last = "kept" if said == "kept" else "open"
    row.refresh_from_db()
    assert row.state == last


def test_what_was_said_is_not_rewritten(clinic, meeting):
    review(promised(clinic), meeting, said="partly", by=clinic)
    with pytest.raises(Unchangeable):
        Review.objects.get().save()


def test_a_meeting_of_another_body_is_refused(clinic, community):
    with pytest.raises(BadInput):
        review(promised(clinic), planned(GroupFactory(community=community)), said="kept", by=clinic)


SPEAKS = {
    "own provider": True,
    "other provider": False,
    "coordinator": True,
    "facilitator": True,
    "ambassador": False,
    "finance": False,
    "board": False,
}


@pytest.mark.parametrize("who", SPEAKS)
@pytest.mark.parametrize("state", ["open", "kept", "ended"])
def test_people_by_states(who, state, clinic, community, meeting):
    row = promised(clinic)
    Commitment.objects.update(state=state)
    person = {
        "own provider": lambda: clinic,
        "other provider": lambda: provider(community),
        "board": lambda: member(GroupFactory(community=community)),
    }.get(who, lambda: staff(community, who))()
    acts = {
        "promise": lambda: promise(
            row.team, organisation=clinic.organisation, title="New", measure="n",
            due_on=community.today(), by=person,
        ),
        "say": lambda: review(row, meeting, said="partly", by=person),
        "let go": lambda: let_go(row, by=person),
    }  # fmt: skip
    for name, act in acts.items():
        if not SPEAKS[who]:
            with pytest.raises(NotAllowed):
                act()
        elif (name, state) == ("say", "ended"):
            with pytest.raises(Refused):
                act()
        else:
            act()


def test_the_next_agenda_begins_with_what_is_open(clinic, community, meeting):
    assert list(openings(meeting)) == []
    promised(clinic, title="Story time in Creole")
    review(promised(clinic, title="Kept one"), meeting, said="kept", by=clinic)
    item = next(iter(openings(meeting)))
    assert "Story time in Creole" in item.notes
    assert "Kept one" not in item.notes
    assert list(openings(planned(GroupFactory(community=community)))) == []


def test_the_page_of_a_meeting_shows_what_was_said_there(clinic, meeting):
    assert section(meeting, clinic) == ""
    review(promised(clinic), meeting, said="partly", note="Two sites", by=clinic)
    shown = section(meeting, clinic)
    assert "partly" in shown
    assert "Two sites" in shown
    assert section(meeting, member(GroupFactory(community=clinic.community))) == ""


def test_a_review_goes_to_the_meeting_under_way_before_the_one_to_come(clinic, community, meeting):
    team = team_of(community)
    assert meeting_for(team) == meeting
    other = GroupFactory(community=community)
    opened(other)
    assert meeting_for(team) == meeting


def test_the_pages_take_a_promise_and_what_is_said_of_it(clinic, meeting, community):
    browser = signed_in(clinic)
    due = (community.today() + datetime.timedelta(days=9)).isoformat()
    typed = {"organisation": clinic.organisation_id, "title": "Call sooner", "measure": "Days", "due_on": due}
    assert "Call sooner" in browser.post(reverse("promise_new"), typed, follow=True).text
    row = Commitment.objects.get()
    said = browser.post(
        reverse("promise_say", args=[row.pk]), {"said": "partly", "note": "Half"}, follow=True
    )
    assert "Half" in said.text
    foreign = provider(community).organisation_id
    assert browser.post(reverse("promise_new"), {**typed, "organisation": foreign}).status_code == 400
    assert browser.post(reverse("promise_say", args=[row.pk]), {"said": "maybe"}).status_code == 400
    browser.post(reverse("promise_end", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == "ended"


def test_the_first_page_says_what_is_late(clinic):
    promised(clinic, days=2)
    assert not list(todos(clinic))
    with time_machine.travel(timezone.now() + datetime.timedelta(days=4)):
        assert [todo.text for todo in todos(clinic)] == ["1 promise is late"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_by_threads")
def test_of_five_promises_at_once_three_are_taken():
    clinic = provider(CommunityFactory())
    acts = [lambda title=f"Promise {number}": promised(clinic, title=title) for number in range(5)]
    told = at_once(acts, threads=4)
    assert sum(isinstance(one, Commitment) for one in told) == 3
    assert Commitment.objects.count() == 3
