"""``manage.py recount``: what it prints, for people and for programs, and what it refuses."""

import json
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from advisory.counting.ballots import Ballot, Profile, ranking
from advisory.counting.files.publishing import write_ballot_file
from advisory.counting.result import Result
from advisory.counting.telling import shown, told
from tests.advisory.counting.test_known_rounds import VOTING, profile_of

ALASKA = VOTING / "alaska_2022.soi"
EXAMPLE = VOTING / "equal_shares_example_1.pb"
RCTAB = VOTING / "rctab_test_set_0_skipped_first_choice_cvr.csv"


def recount(path, *options):
    said = StringIO()
    call_command("recount", str(path), *options, stdout=said)
    return said.getvalue()


@pytest.fixture
def kept(tmp_path):
    """Keeps a text as a file of that name."""

    def keep(text, name="votes.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return keep


def test_json_is_the_whole_count():
    said = json.loads(recount(ALASKA, "--method=irv", "--json"))
    none = {"overvote": 0, "skipped": 0, "exhausted": 0, "duplicate": 0}
    assert said == {
        "method": "irv",
        "options": {
            "overvote": "exhaust",
            "max_skipped": None,
            "duplicate": "skip",
            "batch_elimination": False,
            "continue_until_two": False,
            "tie": "candidate-order",
            "seed": None,
        },
        "ballots": 200,
        "rounds": [
            {
                "counts": {"Peltola": 80, "Palin": 63, "Begich": 57},
                "eliminated": ["Begich"],
                "inactive": none,
            },
            {"counts": {"Peltola": 96, "Palin": 92}, "eliminated": [], "inactive": {**none, "exhausted": 12}},
        ],
        "winners": ["Peltola"],
        "spent": None,
        "budget": None,
    }


def test_every_option_of_rctab_is_taken():
    options = ["--overvote=skip", "--max-skipped=0", "--duplicate=exhaust", "--tie=lot", "--seed=5"]
    said = json.loads(
        recount(
            RCTAB,
            "--method=irv",
            "--first-rank-column=2",
            *options,
            "--batch-elimination",
            "--continue-until-two",
            "--json",
        )
    )
    assert said["options"] == {
        "overvote": "skip",
        "max_skipped": 0,
        "duplicate": "exhaust",
        "batch_elimination": True,
        "continue_until_two": True,
        "tie": "lot",
        "seed": 5,
    }
    # Ballot 6, whose first choice is an undervote, skips a rank too many.
    assert said["rounds"][0]["inactive"]["skipped"] == 1


def test_it_is_printed_for_people():
    said = recount(EXAMPLE, "--method=equal-shares", "--completion=none")
    for line in [
        "Method: equal-shares",
        "--completion: none",
        "Ballots: 11, of them blank: 0",
        "Budget: 1100",
        "Round 2",
        "  Out after this round: outdoor gym (gym), new park (park)",
        "library for kids (library) costs 100. Paid by: 3 × 33.333…",
        "Chosen: bike path (bike), new playground (playground), library for kids (library)",
        "Spent: 1000",
    ]:
        assert line in said.splitlines()


@pytest.mark.parametrize("language", ["es", "ht"])
def test_it_is_printed_in_other_languages(language):
    english = recount(EXAMPLE, "--method=greedy").splitlines()
    other = recount(EXAMPLE, "--method=greedy", f"--language={language}").splitlines()
    assert len(other) == len(english)
    assert other[1] != english[1]


def test_ties_objections_and_inactive_ballots_are_printed(kept):
    tied = Profile(("a", "b"), (ranking("a"), ranking("b"), Ballot()))
    said = recount(kept(write_ballot_file(tied, method="irv", options={"tie": "lot", "seed": 1})))
    assert "Tie in round 1 between a, b: " in said
    assert "goes first, by lot." in said
    assert "Ballots that count for nobody: no choice left 1" in said
    asked = Profile(("consent", "object"), (Ballot(ranks=(frozenset({"object"}),), reason="too far"),))
    said = recount(kept(write_ballot_file(asked, method="consent")))
    assert "Objection: too far" in said
    assert "Nothing is chosen." in said
    marks = Profile(("a", "b"), (Ballot(approvals=frozenset("ab")),))
    said = recount(kept(write_ballot_file(marks, method="approval")))
    assert "a, b are tied, and the rule does not choose between them." in said
    assert "At the top together: a, b" in said
    three = Profile(tuple("abc"), tuple(map(ranking, "aabbcc")))
    said = recount(kept(write_ballot_file(three, method="irv")))
    assert "Tie in round 1 between a, b, c: c leaves, by the order of the ballot." in said


def test_many_different_payments_are_told_by_the_least_and_the_most():
    shares = {"a": {voter: Fraction(voter + 1, 2) for voter in range(7)}}
    result = Result(method="equal-shares", options={}, ballots=7, rounds=[], winners=["a"], shares=shares)
    lines = list(told(result, profile=Profile(("a",), ())))
    assert "a costs 14. Paid by: 7 people, from 0.5 to 3.5 each" in lines


def test_a_published_file_says_how_it_is_counted(kept):
    profile = profile_of("equal_shares_example_1.pb")
    path = kept(write_ballot_file(profile, method="equal-shares", options={"completion": "add1"}))
    assert json.loads(recount(path, "--json"))["options"]["completion"] == "add1"
    assert json.loads(recount(path, "--completion=none", "--json"))["options"]["completion"] == "none"
    assert json.loads(recount(path, "--method=greedy", "--json"))["winners"] == ["bike", "gym"]


ONE = "# NUMBER ALTERNATIVES: 1\n1: 1\n"
COMING_DOWN = "--overvote=exhaust-if-multiple-continuing"


@pytest.mark.parametrize(
    ("name", "text", "options", "said"),
    [
        ("v.soi", ONE + "1: 2\n", ["--method=irv"], "v.soi, line 3: “2” does not stand here."),
        ("v.soi", ONE, [], "v.soi: Say how to count it"),
        ("v.soi", ONE, ["--method=irv", "--completion=add1"], "--completion does not belong"),
        ("v.soi", ONE, ["--method=approval"], "These ballots do not say whom"),
        ("v.soi", ONE, ["--method=irv", "--tie=lot"], "A lot needs a seed"),
        ("v.soi", ONE, ["--method=irv", "--max-skipped=-1"], "below zero"),
        ("v.csv", "a\nA\n", ["--method=irv"], "--first-rank-column N"),
        ("v.csv", "a\novervote\n", ["--method=irv", "--first-rank-column=1", COMING_DOWN], "not for whom"),
        ("v.txt", "a", ["--method=irv"], "v.txt: Stoop counts files"),
    ],
)
def test_what_cannot_be_counted_is_said_with_file_and_line(kept, name, text, options, said):
    with pytest.raises(CommandError) as refused:
        recount(kept(text, name), *options)
    assert said in str(refused.value)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        recount(tmp_path / "none.soi", "--method=irv")


@pytest.mark.parametrize("option", ["--method=coin", "--tie=coin", "--max-skipped=x", "--completion=add2"])
def test_values_that_no_option_has_are_refused(option):
    with pytest.raises(CommandError):
        recount(ALASKA, "--method=irv", option)


def test_no_database_is_asked(django_db_blocker):
    """Without the db fixture pytest-django refuses every query; this one says so in its name."""
    with django_db_blocker.block():
        assert recount(ALASKA, "--method=irv")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (Fraction(7), "7"),
        (Fraction(5, 2), "2.5"),
        (Fraction(1, 3), "0.333…"),
        (Fraction(1, 3000), "0.000…"),
        (Fraction(2001, 1000), "2.001"),
    ],
)
def test_numbers_are_shown_to_three_places_and_never_rounded_up(value, text):
    assert shown(value) == text
