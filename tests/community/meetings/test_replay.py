"""Importing the published records of United for Brownsville."""

import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.meetings.models import AgendaItem, AttendanceCount, Meeting
from community.meetings.replay.storing import replay
from community.meetings.selectors import listed, roster_of
from community.models import Community, Group
from tests.factories.meetings import planned
from tests.factories.people import CommunityFactory, GroupFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db

RECORDS = Path(settings.ROOT) / "data" / "ufb" / "meetings.yaml"
WRITES = ("INSERT", "UPDATE", "DELETE")


def run(path=RECORDS, **options):
    out = StringIO()
    call_command("replay", str(path), stdout=out, **options)
    return out.getvalue()


def counts(code, number):
    meeting = Meeting.objects.get(group__code=code, number=number)
    return dict(meeting.attendance_counts.values_list("body", "count"))


def rows():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in ("community", "advisory", "referrals")
    }


def test_the_real_records_make_a_community_of_their_own():
    run()
    community = Community.objects.get()
    assert (community.slug, community.name) == ("brownsville-records", "Brownsville (records)")
    assert dict(Group.objects.values_list("code", "name")) == {
        "FAB": "Family Advisory Board",
        "PAT": "Provider Action Team",
    }
    numbers = {
        code: sorted(Meeting.objects.filter(group__code=code).values_list("number", flat=True))
        for code in ("FAB", "PAT")
    }
    assert numbers["FAB"] == [1, 3, 4, 5, 6, 7, 9, 20, 29, 30, 32, 35, 48]
    assert numbers["PAT"] == [1, 2, 3, 4, 5, 6, 8, 10, 25, 26, 27, 28, 35, 42]


def test_fab_3_was_twenty_of_twenty_five():
    run()
    assert counts("FAB", 3) == {"FAB": 20, "roster": 25, "BB": 3}
    fab = Group.objects.get(code="FAB")
    turnout = {row.meeting.number: row.turnout for row in listed(fab.community, fab)}
    assert (turnout[3].words, turnout[3].percent) == ("20 of 25", 80)
    assert (turnout[4].words, turnout[4].percent) == ("18 of 24", 75)
    assert (turnout[9].words, turnout[9].percent) == ("20", None)
    meeting = Meeting.objects.get(group=fab, number=3)
    assert meeting.starts_at == datetime.datetime(2018, 7, 12, 22, tzinfo=datetime.UTC)
    assert meeting.ends_at - meeting.starts_at == datetime.timedelta(hours=2)
    assert (meeting.mode, meeting.offers_meal, meeting.offers_childcare) == ("in_person", True, True)
    assert len(meeting.objectives) == 3
    assert meeting.source == "https://unitedforbrownsville.org/meeting/july-2018-fab-meeting-3/"
    assert roster_of(meeting) is None


def test_the_agenda_speaks_in_the_records_own_words():
    run()
    titles = list(AgendaItem.objects.filter(meeting__group__code="FAB").values_list("kind", "title"))
    assert titles == [
        ("reality_check_review", "Reality check review"),
        ("communications", "Google Group started as FAB listserv and discussion forum"),
        ("member_requested_item", "Mindfulness"),
        ("takeaways", "Takeaways"),
    ]
    review = AgendaItem.objects.get(kind="reality_check_review")
    assert review.notes.splitlines()[1] == (
        "lowest: assigning next steps; opportunities to ask questions; opportunities to share views"
    )
    assert AgendaItem.objects.get(kind="opening_reflection").title == "Who is your hero this year?"
    recap = AgendaItem.objects.get(kind="cross_body_recap")
    assert "project: PB II small business grant, amount usd: 50000, plus: business coaching" in recap.notes


def test_pat_27_counts_its_bodies_and_28_takes_what_27_says_of_it():
    run()
    assert counts("PAT", 27) == {"PAT": 17, "FAB": 13, "BB": 6}
    assert counts("PAT", 28) == {"PAT": 17, "FAB": 10, "BB": 7}
    assert counts("PAT", 2) == {"total": 39, "FAB": 7, "orgs": 13, "programs": 21}
    assert counts("PAT", 1) == {"PAT": 24}


def test_null_stays_not_recorded():
    run()
    meeting = Meeting.objects.get(group__code="FAB", number=20)
    assert (meeting.held_on, meeting.starts_at, meeting.mode) == (None, None, "")
    assert meeting.month == datetime.date(2019, 12, 1)
    assert counts("FAB", 20) == {"FAB": 14}
    assert not AttendanceCount.objects.filter(count=0).exists()


def test_addresses_follow_the_pattern_and_its_exceptions():
    run()
    sources = dict(Meeting.objects.filter(group__code="PAT").values_list("number", "source"))
    assert sources[25] == "https://unitedforbrownsville.org/meeting/october-2020-pat-meeting-25/"
    assert sources[42] == "https://unitedforbrownsville.org/meeting/april-2022-pat-42/"


def test_twice_changes_nothing():
    run()
    before = rows()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        said = run()
    written = [query["sql"] for query in queries if query["sql"].startswith(WRITES)]
    assert written == []
    assert rows() == before
    assert "added: nothing\nchanged: nothing" in said


def test_what_has_no_place_is_listed_with_its_line():
    said = run()
    lines = RECORDS.read_text().splitlines()
    listed_lines = [line.strip() for line in said.splitlines() if line.startswith("  line ")]
    assert any(line.endswith("evaluation") for line in listed_lines)
    for line in listed_lines:
        place, path = line.removeprefix("line ").split(": ", 1)
        assert path.rsplit(", ", 1)[-1].split(":")[0] in lines[int(place) - 1]


def test_a_corrected_file_changes_only_what_it_corrects(tmp_path):
    run()
    before = rows()
    path = tmp_path / "meetings.yaml"
    path.write_text(RECORDS.read_text().replace("present: 18, of: 24", "present: 19, of: 24"))
    assert "changed: 1 counts" in run(path)
    assert counts("FAB", 4) == {"FAB": 19, "roster": 24}
    assert rows() == before


def test_records_go_where_they_are_told():
    mine, other = CommunityFactory(slug="mine"), CommunityFactory(slug="other")
    with pytest.raises(CommandError, match=r"several communities.*mine, other"):
        run()
    run(community="mine")
    assert Meeting.objects.of(mine).count() == 27
    assert Meeting.objects.of(other).count() == 0
    with pytest.raises(CommandError, match="no community called “nowhere”"):
        run(community="nowhere")


def test_the_only_community_takes_the_records():
    only = CommunityFactory()
    run()
    assert Community.objects.get() == only
    assert Meeting.objects.of(only).count() == 27


def test_a_record_never_replaces_a_meeting_of_our_own():
    group = GroupFactory(code="FAB", name="Our board")
    planned(group, number=3)
    with pytest.raises(CommandError, match=r"line 4\d: FAB meeting 3 is a meeting of"):
        run()
    assert Meeting.objects.count() == 1


def test_a_group_of_another_kind_is_refused():
    GroupFactory(code="PAT", kind="council")
    with pytest.raises(CommandError, match="PAT is another kind of group"):
        run()


def test_a_missing_file_is_said_in_words(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run(tmp_path / "none.yaml")


CASE = """version: 1
replay_cases:
- id: one
  source: https://example.org/one
  body: FAB
  number: 7
  date: 2019-02-14
"""


def test_deferred_items_in_every_form_wait_for_another_meeting():
    community = CommunityFactory()
    more = """  agenda:
    - {kind: talk, title: Library hours, deferred: true}
    - {kind: talk, title: Parks, deferred_to: March}
    - {kind: talk, title: Budget, deferred: false}
    - A plain sentence
  decisions_readable:
    - {id: grant, what: Choose the grantee, deferred: true}
  deferred: [Mindfulness]
  deferred_items:
    - {title: Film night, notes: no projector}
"""
    replay((CASE + more).encode(), community)
    assert list(AgendaItem.objects.values_list("title", "state")) == [
        ("Library hours", "deferred"),
        ("Parks", "deferred"),
        ("Budget", "done"),
        ("A plain sentence", "done"),
        ("Choose the grantee", "deferred"),
        ("Mindfulness", "deferred"),
        ("Film night", "deferred"),
    ]
    assert AgendaItem.objects.get(title="Parks").notes == "deferred to: March"


def test_next_steps_are_promises_only_with_a_known_owner_and_a_day():
    community = CommunityFactory()
    rosa = PersonFactory(community=community, display_name="Rosa Delgado")
    library = OrganisationFactory(community=community, name="Livonia Library")
    more = """  next_steps_readable:
    - {what: Call the library, owner: Rosa Delgado, due: 2019-03-01}
    - {what: Open on Saturdays, owner: Livonia Library, date: 2019-03-02}
    - {what: Write to the city, owner: somebody, due: 2019-03-03}
    - {what: Think about it, owner: Rosa Delgado}
    - Bring snacks
"""
    for _again in range(2):
        replay((CASE + more).encode(), community)
    meeting = Meeting.objects.get()
    assert [(item.title, item.owner, item.owner_organisation) for item in meeting.action_items.all()] == [
        ("Call the library", rosa, None),
        ("Open on Saturdays", None, library),
    ]
    assert list(meeting.agenda.values_list("title", "notes")) == [
        ("Think about it", "owner: Rosa Delgado"),
        ("Bring snacks", ""),
        ("Write to the city", "owner: somebody\nby: 2019-03-03"),
    ]


def test_a_long_title_loses_no_word():
    long = "word " * 60
    replay((CASE + f"  agenda:\n    - {long}\n").encode(), CommunityFactory())
    item = AgendaItem.objects.get()
    assert len(item.title) == 200
    assert item.notes == long.strip()


def test_a_next_step_loses_no_word():
    community = CommunityFactory()
    PersonFactory(community=community, display_name="Rosa Delgado")
    more = """  next_steps:
    - {what: Call the library, owner: Rosa Delgado, due: 2019-03-01, where: Livonia}
    - {what: Write to the city, owner: somebody, date: 2019-03-03, about: parks}
"""
    replay((CASE + more).encode(), community)
    meeting = Meeting.objects.get()
    assert meeting.action_items.get().title == "Call the library"
    assert list(meeting.agenda.values_list("title", "notes")) == [
        ("Call the library", "owner: Rosa Delgado\nby: 2019-03-01\nwhere: Livonia"),
        ("Write to the city", "owner: somebody\nby: 2019-03-03\nabout: parks"),
    ]


def test_an_entry_without_a_word_is_no_item():
    more = """  objectives: ["", Listen]\n  agenda: [" ", Talk, null]\n"""
    replay((CASE + more).encode(), CommunityFactory())
    assert Meeting.objects.get().objectives == ["Listen"]
    assert [item.title for item in AgendaItem.objects.all()] == ["Talk"]


@pytest.mark.parametrize(
    ("day", "start", "end"), [("2020-03-08", "01:59", "02:30"), ("2020-11-01", "00:30", "01:30")]
)
def test_twice_changes_nothing_in_a_night_when_the_clocks_change(day, start, end):
    community = CommunityFactory()
    content = CASE.replace("2019-02-14", day) + f'  time: {{start: "{start}", end: "{end}"}}\n'
    replay(content.encode(), community)
    assert not replay(content.encode(), community).changed.total()
