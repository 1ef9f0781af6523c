"""Files of others: what they mean, and which line is wrong, with the reason."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisory.counting.ballots import OVERVOTE, SKIPPED, Ballot
from advisory.counting.files.errors import BadFile
from advisory.counting.files.reading import read_ballot_file

CAST = "Ballot,1st,2nd,3rd\n1,A,B,C\n2,,undervote,A\n3,OVERVOTE,B,\n4,B\n"
PREFLIB = """# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 4
# ALTERNATIVE NAME 1: Ana
# ALTERNATIVE NAME 2: Bo
# ALTERNATIVE NAME 3: Cy
"""
META = "META\nkey;value\nbudget;1000.50\nvote_type;{kind}\n{more}PROJECTS\nproject_id;cost;name\n"
PROJECTS = "a;600;Play street\nb;400.25;\n"


def read(text, name, **options):
    return read_ballot_file(text.encode() if isinstance(text, str) else text, name=name, **options).profile


def only(*who):
    return tuple(frozenset(one) for one in who)


def pabulib(votes, *, kind="approval", more="", projects=PROJECTS):
    return META.format(kind=kind, more=more) + projects + "VOTES\n" + votes


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table_of_cast_votes(ends, mark):
    profile = read(mark + CAST.replace("\n", ends), "cvr.csv", first_rank_column=2)
    assert profile.candidates == ("A", "B", "C")
    assert [ballot.ranks for ballot in profile.ballots] == [
        only("A", "B", "C"),
        (SKIPPED, SKIPPED, frozenset("A")),
        (OVERVOTE, frozenset("B"), SKIPPED),
        (frozenset("B"), SKIPPED, SKIPPED),
    ]


def test_several_in_one_cell():
    profile = read("1st,2nd\nA| B,C\n", "cvr.csv", first_rank_column=1, overvote_delimiter="|")
    assert profile.ballots == (Ballot(ranks=only("AB", "C")),)


def test_preflib_orders_with_ties():
    profile = read(PREFLIB + "3: 1,{2,3}\n1: 3\n", "x.toi")
    assert profile.candidates == ("Ana", "Bo", "Cy")
    assert profile.ballots == (
        Ballot(ranks=(frozenset({"Ana"}), frozenset({"Bo", "Cy"})), weight=3),
        Ballot(ranks=(frozenset({"Cy"}),)),
    )


@pytest.mark.parametrize("names", ["", "# ALTERNATIVE NAME 1: Ana\n# ALTERNATIVE NAME 2: Ana\n"])
def test_candidates_without_names_of_their_own_go_by_number(names):
    assert read(f"# NUMBER ALTERNATIVES: 2\n{names}1: 2,1\n", "x.soc").candidates == ("1", "2")


def test_pabulib_approvals():
    profile = read(pabulib("voter_id;age;vote\n1;34;a,b\n2;;\n"), "x.pb")
    assert profile.costs == {"a": 600, "b": Fraction(1601, 4)}
    assert profile.budget == Fraction(2001, 2)
    assert profile.names == {"a": "Play street", "b": "b"}
    assert [ballot.approvals for ballot in profile.ballots] == [{"a", "b"}, set()]


def test_pabulib_points_and_ranks():
    points = "voter_id;vote;points\n1;a,b;3,1\n2;b;-2\n"
    assert [ballot.scores for ballot in read(pabulib(points, kind="scoring"), "x.pb").ballots] == [
        {"a": 3, "b": 1},
        {"b": -2},
    ]
    usual = read(pabulib(points, kind="scoring", more="default_score;1\n"), "x.pb")
    assert usual.ballots[1].scores == {"a": 1, "b": -2}
    ranked = read(pabulib("voter_id;vote\n1;b,a\n", kind="ordinal"), "x.pb")
    assert ranked.ballots == (Ballot(ranks=only("b", "a"), approvals=frozenset("ab")),)


BAD_CAST = [
    ("Ballot,1st\n1,A\n2,A,B\n", {"first_rank_column": 2}, 3, "more cells"),
    ("Ballot,1st\n1\n", {"first_rank_column": 2}, 2, "before the first choice"),
    ("Ballot,1st\n1,A\n", {"first_rank_column": 3}, 1, "no column 3"),
    ("Ballot,1st\n1,A\n", {"first_rank_column": 0}, 1, "no column 0"),
    ("Ballot,1st\n1,A\n", {}, None, "--first-rank-column"),
    ("Ballot,1st\n", {"first_rank_column": 2}, None, "no ballots"),
    ('Ballot,1st\n1,A\n2,"B\n', {"first_rank_column": 2}, 3, "cannot be read"),
    ("Ballot,1st\n1,A||B\n", {"first_rank_column": 2, "overvote_delimiter": "|"}, 2, "names nobody"),
]
BAD_PREFLIB = [
    ("3: 1,2\n3: 1,4\n", ".soi", 7, "“4” does not stand"),
    ("4: 1,2,1\n", ".soi", 6, "twice"),
    ("4: 1,{2,3}\n", ".soi", 6, "no ties"),
    ("4: 1,2\n", ".soc", 6, "everybody ranks all"),
    ("4: 1,{2,3\n", ".toi", 6, "brace"),
    ("4: 1,2}\n", ".toi", 6, "brace"),
    ("4: 1,{}\n", ".toi", 6, "does not stand"),
    ("-4: 1\n", ".soi", 6, "whole number"),
    ("0: 1\n", ".soi", 6, "at least one voter"),
    (f"{'9' * 5000}: 1\n", ".soi", 6, "whole number"),
    ("1,2,3\n", ".soi", 6, "should look like"),
    ("5: 1\n", ".soi", 2, "says 4 ballots, but there are 5"),
    ("", ".soi", None, "no ballots"),
    ("# ALTERNATIVE NAME 1: Di\n4: 1\n", ".soi", 6, "a name already"),
    ("# ALTERNATIVE NAME 4: Di\n4: 1\n", ".soi", 1, "who stands"),
]
VOTES = "voter_id;vote\n"
BAD_PABULIB = [
    (pabulib(VOTES + "1;a\n2;c\n"), 12, "“c” does not stand"),
    (pabulib(VOTES + "1;a,a\n"), 11, "twice"),
    (pabulib(VOTES + "1;a\n1;b\n"), 12, "voter is there twice"),
    (pabulib(VOTES + "1;a;b\n"), 11, "more cells"),
    (pabulib("voter_id\n1\n"), 10, "voter_id, vote"),
    (pabulib(VOTES + "1;a\n", projects="a;\n"), 7, "amount of money"),
    (pabulib(VOTES + "1;a\n", projects="a;-5\n"), 7, "amount of money"),
    (pabulib(VOTES + "1;a\n", projects="a;0\n"), 7, "more than nothing"),
    (pabulib(VOTES + "1;a\n", projects="a;1e9\n"), 7, "amount of money"),
    (pabulib(VOTES + "1;a\n", projects="a;5\na;6\n"), 8, "id of its own"),
    (pabulib(VOTES + "1;a\n", more="num_votes;2\n"), 5, "num_votes is 2, but there are 1"),
    (pabulib(VOTES + "1;a\n", more="num_projects;x\n"), 5, "whole number"),
    (pabulib(VOTES + "1;a\n", kind="guess"), 4, "vote_type"),
    (pabulib("voter_id;vote;points\n1;a;-1\n", kind="cumulative"), 11, "fewer than none"),
    (pabulib("voter_id;vote;points\n1;a;1,2\n", kind="cumulative"), 11, "points for each"),
    (pabulib("voter_id;vote;points\n1;a;x\n", kind="cumulative"), 11, "whole number"),
    (
        "META\nkey;value\nvote_type;approval\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote\n1;a\n",
        None,
        "budget",
    ),
    ("META\nkey;value\nbudget;5\nVOTES\n", 4, "in this order"),
    ("META\nkey;value\nbudget;5\n", None, "PROJECTS is missing"),
    ("budget;5\n", 1, "begin with META"),
]


@pytest.mark.parametrize(("text", "options", "line", "reason"), BAD_CAST)
def test_bad_tables_of_cast_votes(text, options, line, reason):
    with pytest.raises(BadFile, match=reason) as bad:
        read(text, "cvr.csv", **options)
    assert bad.value.line == line


@pytest.mark.parametrize(("orders", "suffix", "line", "reason"), BAD_PREFLIB)
def test_bad_preflib_files(orders, suffix, line, reason):
    with pytest.raises(BadFile, match=reason) as bad:
        read(PREFLIB + orders, f"x{suffix}")
    assert bad.value.line == line


@pytest.mark.parametrize(("text", "line", "reason"), BAD_PABULIB)
def test_bad_pabulib_files(text, line, reason):
    with pytest.raises(BadFile, match=reason) as bad:
        read(text, "x.pb")
    assert bad.value.line == line


@pytest.mark.parametrize("name", ["x.csv", "x.soi", "x.pb"])
@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", None, "empty"),
        (b"\xef\xbb\xbf \n", None, "empty"),
        ("a\nb\nniño".encode("latin-1"), 3, "not UTF-8"),
        (b"a\n\0", 2, "not a text file"),
    ],
)
def test_what_is_no_text_is_said(name, data, line, reason):
    with pytest.raises(BadFile, match=reason) as bad:
        read(data, name)
    assert bad.value.line == line


def test_other_endings_are_not_guessed():
    with pytest.raises(BadFile, match=r"end in \.csv"):
        read("1: 1", "votes.txt")


@pytest.mark.parametrize("option", [{"first_rank_column": 2}, {"overvote_delimiter": "|"}])
@pytest.mark.parametrize(
    ("text", "name"), [("Stoop ballots,1\n", "x.csv"), (PREFLIB + "4: 1\n", "x.soi"), ("META", "x.pb")]
)
def test_columns_are_for_tables_of_cast_votes(option, text, name):
    with pytest.raises(BadFile, match="another kind of file"):
        read(text, name, **option)


# Pieces of the formats, so that garbage comes as far as possible.
LINES = """META
key;value
budget;5
vote_type;approval
PROJECTS
project_id;cost
a;1
VOTES
voter_id;vote
1;a
# NUMBER ALTERNATIVES: 2
# ALTERNATIVE NAME 1: a
1: 1,2
Stoop ballots,1
Method,irv
Candidate,a,A
Ballots,ranks
Rank 1
a
"""
PIECES = st.sampled_from([*LINES.splitlines(keepends=True), *"\"{},;:\n-²'\x1c\u2028", "1" * 20])
GARBAGE = st.one_of(
    st.binary(),
    st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=25).map(
        lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")
    ),
)


@pytest.mark.parametrize("suffix", [".csv", ".soc", ".soi", ".toc", ".toi", ".pb"])
@given(data=GARBAGE, column=st.sampled_from([None, 1, 2]))
def test_garbage_is_a_bad_file_at_most(suffix, data, column):
    bad = None
    try:
        read(data, f"x{suffix}", first_rank_column=column)
    except BadFile as error:
        bad = error
    if bad:
        assert bad.reason
        assert bad.line is None or 1 <= bad.line <= data.count(b"\n") + data.count(b"\r") + 1
