"""The list of people and a person's page."""

from datetime import date

import pytest

from community.models import Membership
from tests.factories.people import (
    GroupFactory,
    OrganisationFactory,
    PersonFactory,
    member,
    provider,
    signed_in,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return GroupFactory(code="FAB")


@pytest.fixture
def coordinator(board):
    return staff(board.community, display_name="Denise Carter")


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(board, coordinator, rows, django_assert_num_queries):
    for _row in range(rows):
        member(board)
        provider(board.community, organisation=OrganisationFactory(community=board.community))
    client = signed_in(coordinator)
    client.get("/people/")
    with django_assert_num_queries(8):
        page = client.get("/people/")
    assert page.status_code == 200
    assert page.content.count(b"/people/") >= rows


def test_the_list_is_as_of_a_day(board, coordinator):
    gone = member(board, display_name="Gone Since March")
    Membership.objects.filter(person=gone).update(until=date(2026, 3, 1))
    client = signed_in(coordinator)
    assert b"Gone Since March" not in client.get("/people/?on=2026-03-02").content
    assert b"Gone Since March" in client.get("/people/?on=2026-03-01").content


def test_a_day_that_is_none_is_said_so(coordinator):
    page = signed_in(coordinator).get("/people/?on=yesterday")
    assert page.status_code == 200
    assert b'href="#id_on"' in page.content


def test_one_group_alone(board, coordinator):
    member(board, display_name="On The Board")
    page = signed_in(coordinator).get("/people/", {"group": board.pk})
    assert b"On The Board" in page.content
    assert page.context["found"].count() == 1


def test_families_we_know_for_other_reasons_are_not_listed(board, coordinator):
    PersonFactory(community=board.community, display_name="A Parent")
    assert b"A Parent" not in signed_in(coordinator).get("/people/").content


def test_a_person_shows_what_was(board, coordinator):
    who = member(board, display_name="Marisol Peña", language="es")
    page = signed_in(coordinator).get(f"/people/{who.pk}/").content.decode()
    assert "Marisol Peña" in page
    assert "since January 1, 2025" in page


def test_another_communitys_person_does_not_exist(coordinator):
    assert signed_in(coordinator).get(f"/people/{PersonFactory().pk}/").status_code == 404


def test_board_members_and_strangers_stay_out(board, client):
    assert signed_in(member(board)).get("/people/").status_code == 403
    assert client.get("/people/").status_code == 302
