"""The one way a row moves: by its table, one at a time, with a line in the audit."""

import pytest

from community.core.errors import Refused
from community.core.lifecycle import transition
from community.meetings.models import Meeting
from tests.factories.audit import lines_about
from tests.factories.crowd import at_once
from tests.factories.meetings import planned


@pytest.mark.django_db
def test_a_step_is_saved_with_what_belongs_to_it_and_who_did_it():
    meeting = planned()
    moved = transition(meeting, "open", by=None, why="early", channel="web", place="The yard")
    assert moved is meeting
    kept = Meeting.objects.get()
    assert (kept.state, kept.place, meeting.state, meeting.place) == ("open", "The yard", "open", "The yard")
    line = lines_about(meeting).get(verb="open")
    assert (line.from_state, line.to_state, line.why, line.channel) == ("planned", "open", "early", "web")


@pytest.mark.django_db
def test_what_the_table_does_not_know_is_refused_in_words_and_changes_nothing():
    meeting = planned()
    with pytest.raises(Refused, match="already “planned”"):
        transition(meeting, "close", by=None, place="The yard")
    assert (meeting.state, meeting.place) == ("planned", Meeting.objects.get().place)
    assert not lines_about(meeting).filter(verb="close").exists()


@pytest.mark.django_db
def test_the_row_counts_and_not_what_somebody_holds_of_it():
    meeting = planned()
    held = Meeting.objects.get()
    transition(meeting, "open", by=None)
    assert held.state == "planned"
    with pytest.raises(Refused):
        transition(held, "open", by=None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_by_threads")
def test_of_eight_at_once_one_moves_it():
    meeting = planned()
    said = at_once([lambda: transition(Meeting.objects.get(pk=meeting.pk), "open", by=None)] * 8)
    assert sum(isinstance(answer, Meeting) for answer in said) == 1
    assert lines_about(meeting).filter(verb="open").count() == 1
