"""Files that cannot be right: the line, the reason, and nothing stored."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from community.meetings.models import AttendanceCount, Meeting
from community.meetings.replay.reading import Malformed, read
from community.meetings.replay.storing import replay
from community.models import Community
from tests.factories.people import CommunityFactory

pytestmark = pytest.mark.django_db

REAL = (Path(settings.ROOT) / "data" / "ufb" / "meetings.yaml").read_text()
LINES = REAL.splitlines(keepends=True)


def line_with(words):
    return next(number for number, line in enumerate(LINES, start=1) if words in line)


# (what stands in the file, what it is changed to, words of the reason)
MISTAKES = [
    ("present: 18, of: 24", "present: -18, of: 24", "“present” is -18; it cannot be below 0"),
    ("present: 18, of: 24", "present: 25, of: 24", "25 came to FAB meeting 4, but its roster has 24"),
    ("present: 18, of: 24", "present: some, of: 24", "“present” must be a whole number"),
    ("present: 18, of: 24", "present: 18.5, of: 24", "“present” must be a whole number"),
    ("present: 18, of: 24", 'present: "18", of: 24', "“present” must be a whole number"),
    ("present: 18, of: 24", "present: yes, of: 24", "“present” must be a whole number"),
    ("present: 18, of: 24", "present: [18], of: 24", "“present” must be a whole number"),
    ("present: 18, of: 24", "present: 18, present: 19", "“present” stands here twice"),
    ("present: 18, of: 24", "present: 99999999999999999999", "“present” must be a whole number"),
    (
        "num: 4,  month: 2018-08, date: 2018-08-09",
        "month: 2018-08, date: 2018-08-09",
        "has no meeting number",
    ),
    ("num: 4,  month: 2018-08", "num: 0,  month: 2018-08", "a meeting number starts at 1"),
    ("date: 2018-08-09", "date: 2018-02-30", "2018-02-30, which is not a date"),
    ("date: 2018-08-09", "date: tomorrow", "tomorrow, which is not a date"),
    ("date: 2018-08-09", "date: 2018-09-09", "is not in the month 2018-08"),
    ("month: 2018-08, date: 2018-08-09", "month: 2018-13, date: 2018-08-09", "which is not a month"),
    ("month: 2019-12, date: null", "month: 2099-12, date: null", "FAB meeting 20 is in the future"),
    ("month: 2019-12, date: null", "month: null, date: null", "neither a date nor a month"),
    ("{num: 5,  month: 2018-09", "{num: 4,  month: 2018-09", "FAB meeting 4 has held on 2018-09-12 here"),
    ("month: 2018-05, date: 2018-05-24", "month: 0018-05, date: 0018-05-24", "FAB meeting 1 is before 1900"),
    ("total: 39, fab: 7", "total: 5, fab: 7", "counts 7 people, but 5 in total"),
    ("  body: PAT", "  body: XYZ", "“XYZ” is not a body that meets"),
    ("  body: PAT", "  body: BB", "“BB” is not a body that meets"),
    ("  body: PAT", "  body: [PAT]", "“body” must be text"),
    ("  PAT:   #", "  XYZ:   #", "“XYZ” is not a body that meets"),
    ("{PAT: 17, FAB: 13, BB: 6}", "{PAT: 17, FUB: 13, BB: 6}", "“FUB” is not a known body"),
    ("{PAT: 17, FAB: 13, BB: 6}", "[17, 13, 6]", "must be made of “key: value” pairs"),
    ("{PAT: 17, FAB: 13, BB: 6}", "{PAT: 18, FAB: 13, BB: 6}", "PAT meeting 27 has PAT 17 here, but 18"),
    ("{FAB: Family", "{FUB: Family", "“FUB” is not a known body"),
    ('start: "18:00", end: "20:00"', 'start: "20:00", end: "18:00"', "FAB meeting 3 ends before it starts"),
    ('start: "18:00", end: "20:00"', 'start: "6 pm"', "6 pm, which is not a time"),
    ("mode: in_person", "mode: by_boat", "“by_boat” is not a way to meet"),
    ("version: 1", "version: 2", "this reads version 1"),
    ("  number: 27", "  number: null", "has no meeting number"),
    ("boxes_per_week_if_equal: 420", "boxes: 420, boxes: 421", "“boxes” stands here twice"),
    ("boxes_per_week_if_equal: 420", "[boxes]: 420", "a key must be a single word"),
    ("plus: business coaching", "[plus]: business coaching", "a key must be a single word"),
    ('prompt: "Who is your hero', 'prompt: "\\ud800Who', "a character here that is no text"),
    ("- Share updates", '- "\\0"\n    - Share updates', "a character here that is no text"),
    ("{FAB: Family Advisory", "{FAB: " + 80 * "F", "this name is too long"),
    ("  number: 27", "  number: *here", "aliases are not read"),
    ("  number: 27", "  number: 27: 28", "this is not YAML"),
    ("  number: 27", "  number: [27", "this is not YAML"),
    ("  number: 27", "\tnumber: 27", "this is not YAML"),
    ("  number: 27", "  number: \x07", "a character that YAML does not allow"),
    ("  url_pattern:", "  no_pattern:", "has no source"),
    ("  source: https://unitedforbrownsville.org/meeting/d", "  source: d", "is not the address of a page"),
    (
        "  source: https://unitedforbrownsville.org/meeting/d",
        "  source: https://a b/",
        "is not the address of a page",
    ),
]

# An unfinished list is noticed where it cannot go on, a missing source at the first row that needs it,
# and two counts that differ at the second.
NOTICED_ELSEWHERE = ("this is not YAML", "has no source", "PAT meeting 27 has PAT 17 here, but 18")


@pytest.mark.parametrize(("was", "becomes", "reason"), MISTAKES)
def test_a_mistake_names_its_line_and_imports_nothing(tmp_path, was, becomes, reason):
    place = line_with(was)
    path = tmp_path / "meetings.yaml"
    path.write_text(REAL.replace(was, becomes, 1))
    with pytest.raises(CommandError) as raised:
        call_command("replay", str(path))
    words = str(raised.value)
    assert reason in words
    assert words.endswith("Nothing was imported.")
    said = int(re.search(r", line (\d+):", words)[1])
    assert said == place or reason in NOTICED_ELSEWHERE
    assert not Meeting.objects.exists()
    assert not Community.objects.exists()


# A meeting written out by hand, for what the real file has nothing of.
CASE = """version: 1
replay_cases:
- source: https://example.org/fab-meeting-7/
  body: FAB
  number: 7
  date: 2020-03-08
"""


@pytest.mark.parametrize(
    ("more", "line", "reason"),
    [
        ("  agenda: [{}]", 7, "says neither a title nor a kind"),
        ("  agenda: [{kind: _}]", 7, "says neither a title nor a kind"),
        ("  agenda: [" + 1001 * "a," + "]", 3, "more than 1000 items"),
        # That night the clocks went from 2 to 3.
        ('  time: {start: "02:30", end: "03:10"}', 7, "FAB meeting 7 ends before it starts"),
        (
            "- {source: https://example.org/, body: FAB, number: 7, date: 2020-03-08}",
            7,
            "FAB meeting 7 stands on line 3 already",
        ),
    ],
)
def test_what_no_database_would_keep_is_refused_at_its_line(more, line, reason):
    with pytest.raises(Malformed, match=re.escape(reason)) as raised:
        replay((CASE + more).encode(), CommunityFactory())
    assert raised.value.line == line
    assert not Meeting.objects.exists()


def test_a_row_of_counts_stands_once():
    row = next(line for line in LINES if "num: 20," in line)
    with pytest.raises(Malformed, match="FAB meeting 20 stands on line"):
        replay(REAL.replace(row, 2 * row).encode(), CommunityFactory())


def test_bytes_that_are_no_text_name_their_line(tmp_path):
    path = tmp_path / "meetings.yaml"
    path.write_bytes(b"version: 1\nname: \xff\xfe\n")
    with pytest.raises(CommandError, match="line 2: this is not UTF-8 text"):
        call_command("replay", str(path))


@pytest.mark.parametrize("content", ["", "# only a remark\n", "- 1\n", "word", "[" * 5000, "{a: " * 3000])
def test_files_that_are_something_else(content):
    with pytest.raises(Malformed):
        replay(content.encode(), CommunityFactory())


@given(st.binary(max_size=300))
@example(b"a: &x [*x]")
@example(b"? [a, b]\n: c")
@example(b"a: !!python/object:os.system x")
@example(b"--- 1\n--- 2")
def test_any_bytes_are_read_or_refused_with_a_line(content):
    line = 1
    try:
        read(content).not_asked()
    except Malformed as refusal:
        line = refusal.line
    assert 1 <= line <= len(content.decode("utf-8", "replace").splitlines()) + 2


many = hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(
    place=st.integers(0, len(LINES) - 1),
    change=st.sampled_from(["drop", "twice", "cut", "indent", "-1", "null", "[]", "{}"]),
)
def test_a_damaged_line_imports_everything_or_nothing(place, change):
    lines = list(LINES)
    line = lines[place]
    if change == "drop":
        del lines[place]
    elif change == "twice":
        lines.insert(place, line)
    elif change == "cut":
        lines[place] = line[: len(line) // 2] + "\n"
    elif change == "indent":
        lines[place] = " " + line
    else:
        lines[place] = line.partition(":")[0] + f": {change}\n"
    community = CommunityFactory()
    imported, line = 0, 1
    try:
        imported = replay("".join(lines).encode(), community).meetings
    except Malformed as refusal:
        line = refusal.line
    assert Meeting.objects.of(community).count() == imported
    assert 1 <= line <= len(lines) + 1


@many
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(random):
    start, middle = line_with("{num: 1,  month: 2018-05"), line_with("  PAT:   #")
    end = line_with("  url_pattern:")
    fab, pat = LINES[start - 1 : middle - 1], LINES[middle : end - 1]
    random.shuffle(fab)
    random.shuffle(pat)
    parts = [*LINES[: start - 1], *fab, LINES[middle - 1], *pat, *LINES[end - 1 :]]
    straight, shuffled = CommunityFactory(), CommunityFactory()
    replay(REAL.encode(), straight)
    replay("".join(parts).encode(), shuffled)

    def all_counts(community):
        rows = AttendanceCount.objects.of(community)
        return sorted(rows.values_list("meeting__group__code", "meeting__number", "body", "count"))

    assert all_counts(shuffled) == all_counts(straight)
