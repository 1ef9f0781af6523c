"""The ballot file that Stoop publishes: what is written is what is read, in an order that tells nothing."""

import csv
import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisory.counting.ballots import OVERVOTE, SKIPPED, Ballot, Profile, ranking
from advisory.counting.files.errors import BadFile
from advisory.counting.files.published import BallotFile
from advisory.counting.files.publishing import write_ballot_file
from advisory.counting.files.reading import read_ballot_file
from advisory.counting.methods import METHODS, tally
from advisory.counting.result import CannotCount
from tests.advisory.counting.strategies import budgets, ranked


def read(text) -> BallotFile:
    return read_ballot_file(text.encode(), name="ballots.csv")


def marked(ranks):
    """Ranks without the empty ones at the end, which mean nothing."""
    return list(ranks) if not ranks or ranks[-1] else marked(ranks[:-1])


def votes_of(profile):
    """Every ballot by itself, in no order."""
    return sorted(
        (
            [sorted(rank) for rank in marked(ballot.ranks)],
            sorted(ballot.approvals),
            sorted(ballot.scores.items()),
            ballot.reason,
        )
        for ballot in profile.ballots
        for _copy in range(ballot.weight)
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8).map(str.strip)


@given(profile=ranked(), names=st.lists(TEXTS, min_size=6, max_size=6), question=TEXTS)
def test_ranked_ballots_come_back(profile, names, question):
    profile = Profile(
        profile.candidates,
        profile.ballots,
        names={one: name for one, name in zip(profile.candidates, names, strict=False) if name},
        kinds=profile.kinds,
    )
    options = {"overvote": "skip", "max_skipped": 2, "batch_elimination": True, "seed": None}
    file = read(write_ballot_file(profile, method="irv", options=options, question=question))
    assert votes_of(file.profile) == votes_of(profile)
    assert (file.profile.candidates, file.profile.names) == (profile.candidates, profile.names)
    assert file.options == {"overvote": "skip", "max_skipped": 2, "batch_elimination": True}
    assert (file.method, file.question, file.receipts) == ("irv", question, ())


@given(profile=budgets())
def test_budgets_come_back_with_their_result(profile):
    for method in ("equal-shares", "greedy"):
        result = tally(profile, method=method)
        file = read(write_ballot_file(profile, method=method, options=result.options))
        assert (file.profile.costs, file.profile.budget) == (profile.costs, profile.budget)
        assert votes_of(file.profile) == votes_of(profile)
        again = tally(file.profile, method=file.method, options=file.options)
        assert again.as_json() == result.as_json()


@given(reasons=st.lists(TEXTS, min_size=1, max_size=4))
def test_reasons_come_back_whatever_they_begin_with(reasons):
    ballots = tuple(Ballot(ranks=(frozenset({"object"}),), reason=reason) for reason in reasons)
    file = read(write_ballot_file(Profile(("consent", "object"), ballots), method="consent"))
    assert sorted(ballot.reason for ballot in file.profile.ballots) == sorted(reasons)


def test_receipts_stay_with_their_ballots_and_give_the_order():
    profile = Profile(("a", "b"), (ranking("a", weight=2), ranking("b")))
    text = write_ballot_file(profile, method="irv", receipts=["K7", "-A1", "B4"])
    file = read(text)
    assert dict(zip(file.receipts, (ballot.ranks for ballot in file.profile.ballots), strict=True)) == {
        "K7": (frozenset("a"),),
        "-A1": (frozenset("a"),),
        "B4": (frozenset("b"),),
    }
    assert list(file.receipts) == ["-A1", "B4", "K7"]


def test_without_receipts_rows_come_in_an_order_that_chance_draws():
    profile = Profile(("a", "b"), tuple(ranking(*"a" * number, "b") for number in range(40)))
    texts = {write_ballot_file(profile, method="irv") for _time in range(3)}
    assert len(texts) == 3
    assert "Receipt" not in "".join(texts)


def test_nothing_in_the_file_is_a_formula_for_a_spreadsheet():
    risky = ["=1+1", "+1", "-1", "@SUM(A1)", "'quoted"]
    profile = Profile(
        tuple(risky),
        tuple(Ballot(approvals=frozenset({one})) for one in risky),
        names={one: f"={one}" for one in risky},
    )
    text = write_ballot_file(profile, method="approval", receipts=risky, question="=cmd")
    for row in csv.reader(io.StringIO(text)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert read(text).profile.names == profile.names
    assert set(read(text).receipts) == set(risky)


@pytest.mark.parametrize(
    ("profile", "options"),
    [
        (Profile(("a|b",), (ranking("a|b"),)), {}),
        (Profile((" a",), (ranking(" a"),)), {}),
        (Profile(("overvote",), ()), {}),
        (Profile(("a",), (ranking("a"),)), {"receipts": []}),
        (Profile(("a",), (ranking("a", weight=2),)), {"receipts": ["x", "x"]}),
        (Profile(("a",), (), costs={"a": Fraction(1, 3)}, budget=1), {}),
    ],
)
def test_what_the_format_cannot_hold_is_not_written(profile, options):
    with pytest.raises(ValueError, match=r"\w+"):
        write_ballot_file(profile, method="irv", **options)


def test_ballots_that_the_method_cannot_count_are_not_written():
    with pytest.raises(CannotCount):
        write_ballot_file(Profile(("a",), (ranking("a"),)), method="approval")


def test_it_looks_as_its_docstring_says():
    from advisory.counting.files import published

    shown = published.__doc__.split("\n\n")[2]
    file = read("\n".join(line.strip() for line in shown.splitlines()))
    assert (file.method, file.options, file.receipts) == (
        "equal-shares",
        {"completion": "add1"},
        ("K7Q4", "M2XD"),
    )
    assert [ballot.approvals for ballot in file.profile.ballots] == [{"bike"}, {"bike", "park"}]


GOOD = """Stoop ballots,1
Method,irv
Candidate,a,Ana
Candidate,b,Bo
Ballots,ranks
Receipt,Rank 1,Rank 2
X,a,b
Y,overvote,
"""


def test_cells_that_a_spreadsheet_adds_mean_nothing():
    padded = "".join(f"{line},,\n" for line in GOOD.splitlines())
    assert read(padded) == read(GOOD)


def test_overvotes_and_blanks_are_read():
    assert [ballot.ranks for ballot in read(GOOD + "Z,,a|b\n").profile.ballots] == [
        (frozenset("a"), frozenset("b")),
        (OVERVOTE,),
        (SKIPPED, frozenset("ab")),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("ballots,1", "ballots,2", 1, "version 1"),
        ("Method,irv", "Method,guess", 2, "means nothing"),
        ("Method,irv\n", "", None, "should say its method"),
        ("Method,irv", "Methode,irv", 2, "means nothing"),
        ("Method,irv", "Option,tie,coin", 2, "means nothing"),
        ("Method,irv", "Option,seed,1.5", 2, "means nothing"),
        ("Method,irv", "Option,max-skipped,-1", 2, "means nothing"),
        ("Method,irv", "Option,batch-elimination,1", 2, "means nothing"),
        ("Method,irv", "Budget,lots", 2, "amount of money"),
        ("Candidate,b", "Candidate,a", 4, "id of their own"),
        ("Candidate,b,Bo", "Candidate,b,Bo,0", 4, "more than nothing"),
        ("Ballots,ranks", "Ballots,marks", 5, "means nothing"),
        ("Ballots,ranks", "Ballots,approvals", 6, "do not fit"),
        ("Receipt,Rank 1,Rank 2", "Receipt,Rank 1,Rank 3", 6, "do not fit"),
        ("X,a,b", "X,a,c", 7, "“c” does not stand"),
        ("X,a,b", "X,a,b,b", 7, "more cells"),
        ("Y,", "X,", 8, "receipt of its own"),
        ("Y,", ",", 8, "receipt of its own"),
    ],
)
def test_bad_ballot_files(old, new, line, reason):
    assert GOOD.count(old) == 1
    with pytest.raises(BadFile, match=reason) as bad:
        read(GOOD.replace(old, new))
    assert bad.value.line == line


def test_points_and_approvals_are_checked():
    head = "Stoop ballots,1\nMethod,{}\nCandidate,a\nBallots,{}\na\n"
    with pytest.raises(BadFile, match="1 or nothing"):
        read(head.format("approval", "approvals") + "yes\n")
    with pytest.raises(BadFile, match="whole number"):
        read(head.format("score", "scores") + "1.5\n")


def test_every_method_can_be_published():
    marks = {
        "ranks": ranking("consent"),
        "approvals": Ballot(approvals=frozenset({"consent"})),
        "scores": Ballot(scores={"consent": -1}),
    }
    for name, method in METHODS.items():
        profile = Profile(
            ("consent", "object"), (marks[method.kind],), costs={"consent": 1, "object": 1}, budget=1
        )
        file = read(write_ballot_file(profile, method=name))
        assert (file.method, votes_of(file.profile)) == (name, votes_of(profile))
