"""What is published of a closed decision: it counts to the same, and tells nothing of who voted when."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from advisory.decisions import services
from advisory.decisions.models import Ballot, RollEntry
from tests.advisory.decisions.test_methods import CASES, cast
from tests.factories.decisions import opened
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db


def recounted(file, tmp_path, capsys):
    path = tmp_path / "ballots.csv"
    path.write_bytes(file)
    call_command("recount", str(path), "--json")
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("is_secret", [False, True])
@pytest.mark.parametrize("method", CASES)
def test_the_file_counts_to_the_same_again(method, is_secret, tmp_path, capsys):
    draft, ballots, _chosen = CASES[method]
    decision, facilitator, board = opened(len(ballots) + 1, method=method, is_secret=is_secret, **draft)
    for voter, marks in zip(board, ballots, strict=False):
        cast(decision, voter, marks)
    services.cast_vote(decision, voter=board[-1], option="abstain", channel="phone")
    result = services.close_decision(decision, by=facilitator)
    file = signed_in(board[0]).get(reverse("decision_file", args=[decision.pk])).content
    again = recounted(file, tmp_path, capsys)
    assert [int(winner) for winner in again["winners"]] == result.winners
    assert again["rounds"] == result.count["rounds"]
    assert again["ballots"] == len(ballots)


ANSWERS = {"y": "yes", "n": "no", "a": "abstain"}


@pytest.mark.parametrize("method", ["consent", "majority", "two_thirds"])
@pytest.mark.parametrize("answers", ["yyn", "nny", "yyy", "a"])
def test_yes_and_no_count_to_the_same_again(method, answers, tmp_path, capsys):
    decision, facilitator, board = opened(3, method=method)
    for voter, letter in zip(board, answers, strict=False):
        services.cast_vote(decision, voter=voter, option=ANSWERS[letter], channel="phone")
    result = services.close_decision(decision, by=facilitator)
    file = services.proof_of(decision).file.encode()
    again = recounted(file, tmp_path, capsys)
    assert result.passed == (again["winners"] in (["yes"], ["consent"]))


def test_each_voter_finds_their_code_and_the_file_keeps_no_order_of_voting():
    decision, facilitator, board = opened(9)
    for voter in board:
        services.cast_vote(decision, voter=voter, option="yes", channel="phone")
    services.close_decision(decision, by=facilitator)
    code = Ballot.objects.get(entry__person=board[4]).receipt
    page = signed_in(board[4]).get(reverse("decision_ballots", args=[decision.pk])).content.decode()
    assert page.count(code) == 2
    rows = services.proof_of(decision).file.splitlines()
    codes = [row.partition(",")[0] for row in rows[-9:]]
    assert codes == sorted(Ballot.objects.values_list("receipt", flat=True))
    assert not any(person.display_name in "".join(rows) for person in board)


def test_each_voter_is_told_the_line_of_their_ballot():
    """Also where the reasons of others have several lines."""
    decision, facilitator, board = opened(4, method="consent")
    reason = "Too loud.\nToo late."
    for voter in board:
        services.cast_vote(decision, voter=voter, option="no", reason=reason, channel="phone")
    services.close_decision(decision, by=facilitator)
    lines = services.proof_of(decision).file.splitlines()
    for voter in board:
        code = Ballot.objects.get(entry__person=voter).receipt
        at = 1 + next(place for place, line in enumerate(lines) if line.startswith(f"{code},"))
        page = signed_in(voter).get(reverse("decision_ballots", args=[decision.pk])).content.decode()
        assert f"It stands in line {at} of the file" in page


def test_a_secret_file_has_no_codes_and_the_page_lists_them_apart():
    decision, facilitator, board = opened(3, is_secret=True)
    for voter in board:
        services.cast_vote(decision, voter=voter, option="yes", channel="phone")
    services.close_decision(decision, by=facilitator)
    proof = services.proof_of(decision)
    codes = set(Ballot.objects.values_list("receipt", flat=True))
    assert set(proof.receipts) == codes
    assert not any(code in proof.file for code in codes)
    page = signed_in(board[0]).get(reverse("decision_ballots", args=[decision.pk])).content.decode()
    assert "Nobody using Stoop can connect you to your vote." in page


def test_before_the_count_there_is_nothing_to_see():
    decision, _facilitator, board = opened(1)
    assert RollEntry.objects.count() == 1
    for name in ("decision_ballots", "decision_file"):
        assert signed_in(board[0]).get(reverse(name, args=[decision.pk])).status_code == 404
