"""The names a community keeps to itself are kept out of what it texts to many."""

import pytest

from advisory.decisions.services import draft_decision
from advisory.models import Decision
from community.core.errors import BadInput
from community.messaging.lint import Severity
from community.messaging.services import check_wording, private_names, refuse_private
from community.models import Meeting, Program
from tests.factories.meetings import planned
from tests.factories.people import (
    CommunityFactory,
    GroupFactory,
    OrganisationFactory,
    member,
    provider,
    staff,
)
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db


@pytest.fixture
def maple():
    """A community with one provider, one program, one child, and a staff of its own."""
    home = CommunityFactory(name="Maple Street")
    clinic = OrganisationFactory(community=home, name="Sutter Hospital")
    Program.objects.create(organisation=clinic, name="Story time")
    refer(provider(home, display_name="Dr. Priya Nair", organisation=clinic), child_name="Zoé Toussaint")
    backbone = OrganisationFactory(community=home, name="Maple Backbone")
    staff(home, display_name="Imani Foster", organisation=backbone)
    OrganisationFactory(community=home, name="Livonia Library")
    return home


def refusals(community, body):
    found = check_wording(community, body, "en")
    return [problem.text for problem in found if problem.severity is Severity.REFUSE]


@pytest.mark.parametrize(
    "body",
    [
        "we saw zoe toussaint today",
        "We wait for Zoé today",
        "Come to SUTTER HOSPITAL today",
        "Come to Livonia library today",
        "Ask Priya Nair today",
        "There is Story time today",
        "Come for therapy today",
    ],
)
def test_what_is_refused(maple, body):
    assert len(refusals(maple, body)) == 1
    with pytest.raises(BadInput):
        refuse_private(maple, body)


@pytest.mark.parametrize(
    "body", ["Maple Backbone, Imani Foster: come today", "Story hour at the library today"]
)
def test_the_staff_may_name_itself(maple, body):
    assert refusals(maple, body) == []


def test_names_of_one_community_are_words_of_another(maple):
    assert refusals(CommunityFactory(), "We wait for Zoé at Sutter Hospital") == []


def test_names_are_read_once_for_many_texts(maple, django_assert_num_queries):
    names = private_names(maple)
    with django_assert_num_queries(0):
        assert len(check_wording(maple, "We wait for Zoé today", "en", names=names)) == 1


def test_what_is_not_private_is_left_to_whoever_writes(maple):
    refuse_private(maple, "Reply YES, see bit.ly/abc {x}")


def test_a_question_to_vote_on_goes_out_as_it_is_typed(maple):
    board = GroupFactory(community=maple)
    member(board)
    with pytest.raises(BadInput, match="Sutter"):
        draft_decision(
            board, title="Saturdays at Sutter Hospital", method="majority", by=staff(maple, "facilitator")
        )
    assert not Decision.objects.exists()


def test_so_does_the_place_of_a_meeting(maple):
    with pytest.raises(BadInput, match="Sutter"):
        planned(GroupFactory(community=maple), by=staff(maple), place="Sutter Hospital, room 2")
    assert not Meeting.objects.exists()
