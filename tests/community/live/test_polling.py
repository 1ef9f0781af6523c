"""The board without a socket."""

import pytest

from tests.community.live import toy
from tests.factories.people import signed_in


def test_the_whole_board_or_nothing_new(house):
    client = signed_in(house.benita)
    whole = client.get(f"/live/{house.board.pk}/snapshot/")
    assert whole.json() == {
        "version": 1,
        "since": 0,
        "panels": {"organisations": "Sí: ", "households": ""},
        "seen_as": "member.es",
    }
    assert whole["Cache-Control"] == "no-store"
    toy.renders.clear()
    drawn_for = f"/live/{house.board.pk}/snapshot/?have=1&seen_as=member"
    assert client.get(f"{drawn_for}.es").json() == {"version": 1, "since": 1, "panels": {}}
    assert not toy.renders
    assert client.get(f"{drawn_for}.en").json() == whole.json()
    toy.add_household(house.board)
    assert client.get(f"{drawn_for}.es").json()["panels"]["households"] == "1"


def test_the_personal_panel(house):
    client = signed_in(house.alice)
    assert client.get(f"/live/{house.board.pk}/mine/").json() == {"mine": "<p>Alice Petit</p>"}


@pytest.mark.parametrize("page", ["snapshot", "mine"])
@pytest.mark.parametrize(
    ("who", "board", "query", "second_factor", "status"),
    [
        ("alice", "board", "", False, 200),
        ("alice", "board", "?as=console", True, 404),
        ("alice", "foreign_board", "", True, 404),
        ("charlie", "board", "?as=console", True, 200),
        ("charlie", "board", "?as=console", False, 404),
        ("charlie", "foreign_board", "?as=console", True, 404),
    ],
)
def test_people_by_boards(house, page, who, board, query, second_factor, status):  # noqa: PLR0917  a table
    client = signed_in(getattr(house, who), second_factor=second_factor)
    assert client.get(f"/live/{getattr(house, board).pk}/{page}/{query}").status_code == status


def test_somebody_who_has_not_signed_in(house, client):
    assert client.get(f"/live/{house.board.pk}/snapshot/").status_code == 404
    assert client.get(f"/live/{house.board.pk}/mine/").status_code == 404
