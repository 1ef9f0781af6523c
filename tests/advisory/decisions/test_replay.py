"""Decisions of past meetings: what the records say, no more, and once."""

import pytest
from django.urls import reverse

from advisory.decisions.models import Decision, Result
from community.meetings.replay.reading import Malformed
from community.meetings.replay.storing import replay
from tests.factories.people import CommunityFactory, signed_in, staff

pytestmark = pytest.mark.django_db

FILE = """version: 1
replay_cases:
- id: case
  source: https://example.org/meeting-27/
  body: FAB
  number: 27
  date: 2020-12-04
  decisions_readable:
    - id: hire
      what: offer made to a candidate
      process: [interviews, group vote]
      approved_by: [FAB, BB]
      method: group_vote
      tally: null
"""


def read(community, text: str = FILE):
    return replay(text.encode(), community)


def test_a_tally_that_was_not_published_stays_unknown():
    community = CommunityFactory()
    assert read(community).added["decisions"] == 1
    decision = Decision.objects.get()
    assert (decision.title, decision.state) == ("offer made to a candidate", "closed")
    assert decision.record_key == "27:hire"
    assert decision.record_note == (
        "process: interviews; group vote\napproved by: FAB; BB\nmethod: group vote"
    )
    assert not Result.objects.exists()
    shown = signed_in(staff(community)).get(reverse("decision", args=[decision.pk])).text
    assert "How many voted for or against is not recorded." in shown
    assert "0 yes" not in shown


def test_reading_again_changes_nothing_and_reading_a_correction_corrects():
    community = CommunityFactory()
    read(community)
    assert read(community).added["decisions"] == 0
    assert read(community, FILE.replace("offer made", "offer sent")).changed["decisions"] == 1
    assert Decision.objects.get().title == "offer sent to a candidate"


def test_a_published_tally_stands_in_the_note():
    community = CommunityFactory()
    read(community, FILE.replace("tally: null", "tally: {yes: 15, no: 3, abstain: null}"))
    decision = Decision.objects.get()
    assert decision.record_note.endswith("tally: yes: 15, no: 3")
    assert not Result.objects.exists()
    shown = signed_in(staff(community)).get(reverse("decision", args=[decision.pk])).text
    assert "not by which rule" in shown


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("tally: many", 14),
        ("tally: {yes: -1}", 14),
        ("tally: {yes: 1.5}", 14),
    ],
)
def test_a_tally_that_cannot_be_names_its_line(wrong, line):
    community = CommunityFactory()
    with pytest.raises(Malformed) as found:
        read(community, FILE.replace("tally: null", wrong))
    assert found.value.line == line
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("whole", "wrong"),
    [
        ("id: hire", "id: null"),
        ("what: offer made to a candidate", "what: null"),
        ("      tally: null\n", "    - id: hire\n      what: again\n"),
    ],
)
def test_a_decision_without_a_key_or_words_or_twice_is_refused(whole, wrong):
    assert whole in FILE
    with pytest.raises(Malformed):
        read(CommunityFactory(), FILE.replace(whole, wrong))
    assert not Decision.objects.exists()


def test_a_long_title_stands_whole_in_the_note():
    read(CommunityFactory(), FILE.replace("offer made", "offer " * 40 + "made"))
    decision = Decision.objects.get()
    assert (len(decision.title), decision.title[-1]) == (120, "…")
    assert decision.record_note.startswith("offer offer")


def test_the_page_of_a_past_meeting_shows_what_it_decided():
    community = CommunityFactory()
    read(community)
    meeting = Decision.objects.get().meeting
    html = signed_in(staff(community)).get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "Offer made to a candidate" in html
    assert "How many voted for or against is not recorded." in html
    assert "method: group vote" in html
