"""The one way a row moves: by its table, one at a time, with a line in the audit."""

import pytest

from community.core.errors import Refused
from community.core.lifecycle import Move, transition, transition_all
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


class TestManyAtOnce:
    @pytest.mark.django_db
    def test_each_takes_its_own_step_and_leaves_its_line(self):
        first, second, third = planned(), planned(), transition(planned(), "open", by=None)
        moves = [
            Move(first, "open", {"place": "The yard"}),
            Move(second, "open", {"place": "The hall"}),
            Move(third, "close", {}),
        ]
        assert transition_all(moves, by=None, why="early", channel="web") == [first, second, third]
        kept = [(row.state, row.place) for row in Meeting.objects.order_by("pk")]
        assert kept == [(row.state, row.place) for row in (first, second, third)]
        assert [place for _state, place in kept[:2]] == ["The yard", "The hall"]
        for meeting, verb in ((first, "open"), (third, "close")):
            line = lines_about(meeting).get(verb=verb)
            assert (line.to_state, line.why, line.channel) == (meeting.state, "early", "web")

    @pytest.mark.django_db
    def test_what_the_table_does_not_know_stays_and_the_others_move(self):
        first, second = planned(), planned()
        transition(Meeting.objects.get(pk=first.pk), "open", by=None)
        assert transition_all([Move(row, "open", {}) for row in (first, second)], by=None) == [second]
        assert (first.state, second.state) == ("planned", "open")
        assert lines_about(first).filter(verb="open").count() == 1

    @pytest.mark.django_db
    def test_nothing_is_no_statement(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert transition_all([], by=None) == []

    @pytest.mark.django_db
    def test_twenty_take_no_more_statements_than_two(self, django_assert_num_queries):
        meetings = [planned() for _meeting in range(20)]
        for some in (meetings[:2], meetings[2:]):
            # Savepoint, lock, update, audit, savepoint.
            with django_assert_num_queries(5):
                transition_all([Move(row, "open", {}) for row in some], by=None)

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.usefixtures("shared_by_threads")
    def test_of_eight_at_once_one_moves_each(self):
        meetings = [planned(), planned()]

        def open_all():
            fresh = Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).order_by("-pk")
            return len(transition_all([Move(row, "open", {}) for row in fresh], by=None))

        assert sum(at_once([open_all] * 8)) == 2
        assert [lines_about(meeting).filter(verb="open").count() for meeting in meetings] == [1, 1]
