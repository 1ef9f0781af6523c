"""Answers by text, page and paper; what is kept of them, and what is not."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from community.core.errors import BadInput, NotAllowed, Refused
from community.models import AuditLine, CheckScore, CheckSheet, CheckTally, Message, RealityCheck
from community.reality.jobs import close_those_due
from community.reality.selectors import questions_of, results_of
from community.reality.services import add_paper_sheet, answer, close_check, open_check
from tests.factories.meetings import evening
from tests.factories.messaging import last_text_to, text_from
from tests.factories.people import PersonFactory
from tests.factories.reality import checked

pytestmark = pytest.mark.django_db
LATER = datetime.timedelta(hours=49)


def counts(check):
    return [row.counts for row in results_of(check).rows]


def keys(check):
    return [question.pk for question in questions_of(check)]


def test_one_question_follows_the_other_by_text(run_jobs):
    check, _luis, [rosa, *_rest] = checked()
    run_jobs()
    assert "I could ask questions." in last_text_to(rosa)
    assert "From 1 not at all to 5 very much." in last_text_to(rosa)
    text_from(rosa.phone, rosa.community, "4")
    run_jobs()
    assert last_text_to(rosa).startswith('Thank you. 1 more: "We know what is next."')
    text_from(rosa.phone, rosa.community, "2")
    run_jobs()
    assert "last question" in last_text_to(rosa)
    assert counts(check) == [(0, 0, 0, 1, 0), (0, 1, 0, 0, 0)]
    text_from(rosa.phone, rosa.community, "5")
    run_jobs()
    assert counts(check) == [(0, 0, 0, 1, 0), (0, 1, 0, 0, 0)]


def test_a_digit_sent_twice_before_the_next_question_left_counts_once(run_jobs):
    check, _luis, [rosa, *_rest] = checked()
    run_jobs()
    for _again in range(2):
        text_from(rosa.phone, rosa.community, "4")
    assert counts(check) == [(0, 0, 0, 1, 0), (0, 0, 0, 0, 0)]


def test_no_record_holds_the_digit(run_jobs, caplog):
    check, _luis, [rosa, *_rest] = checked()
    run_jobs()
    with caplog.at_level("DEBUG"):
        text_from(rosa.phone, rosa.community, "4")
        run_jobs()
    came = Message.objects.get(direction="in")
    assert (came.body, came.reduced_at is not None) == ("", True)
    assert CheckScore.objects.count() == 0
    line = AuditLine.objects.get(verb="answer")
    assert (line.actor, line.subject_id, line.why, line.from_state, line.to_state) == (
        None,
        check.pk,
        "",
        "",
        "",
    )
    assert list(CheckTally.objects.order_by("pk").values_list("score", flat=True)) == [1, 2, 3, 4, 5] * 2
    assert {field.name for field in CheckTally._meta.fields} == {
        "id",
        "check_of",
        "question",
        "score",
        "count",
    }
    assert not [record for record in caplog.records if rosa.phone in record.getMessage()]
    out = Message.objects.filter(direction="out").order_by("-pk")[0].body
    assert "4" not in out


def test_a_digit_that_comes_after_the_end_is_refused_and_not_kept(run_jobs):
    check, luis, [rosa, *_rest] = checked()
    run_jobs()
    close_check(check, by=luis)
    text_from(rosa.phone, rosa.community, "4")
    run_jobs()
    assert "closed" in last_text_to(rosa)
    assert Message.objects.get(direction="in").body == ""
    with pytest.raises(Refused, match="closed"):
        answer(check, rosa, {keys(check)[0]: 4}, channel="page")
    assert counts(check) == [(0,) * 5, (0,) * 5]


def test_the_clock_closes_it_and_frees_the_digits(run_jobs):
    check, _luis, [rosa, *_rest] = checked()
    run_jobs()
    with time_machine.travel(timezone.now() + LATER, tick=False):
        assert not check.is_open
        close_those_due()
    check.refresh_from_db()
    assert check.closed_at == check.closes_at
    assert not rosa.expectations.filter(closed_at=None).exists()


def test_an_anonymous_sheet_keeps_its_first_answer_over_text_and_page(run_jobs):
    check, _luis, [rosa, *_rest] = checked()
    run_jobs()
    text_from(rosa.phone, rosa.community, "4")
    first, second = keys(check)
    answer(check, rosa, {first: 1, second: 5}, channel="page", remark="More dinner.")
    answer(check, rosa, {first: 1, second: 1}, channel="page", remark="Again.")
    assert counts(check) == [(0, 0, 0, 1, 0), (0, 0, 0, 0, 1)]
    assert RealityCheck.objects.get().remarks == ["More dinner."]
    assert not rosa.expectations.filter(closed_at=None).exists()


def test_a_named_sheet_keeps_its_last_answer():
    check, _luis, [rosa, *_rest] = checked(is_anonymous=False)
    first, _second = keys(check)
    answer(check, rosa, {first: 1}, channel="page")
    answer(check, rosa, {first: 5}, channel="page")
    assert counts(check)[0] == (0, 0, 0, 0, 1)
    assert CheckSheet.objects.get(person=rosa).answered == [first]


def test_paper_never_makes_more_sheets_than_people():
    check, luis, [rosa, _ana] = checked(2)
    first, second = keys(check)
    answer(check, rosa, {first: 3}, channel="page")
    assert add_paper_sheet(check, {first: 2, second: 2}, by=luis) == 1
    with pytest.raises(Refused, match="has a sheet already"):
        add_paper_sheet(check, {first: 2}, by=luis)
    assert counts(check) == [(0, 1, 1, 0, 0), (0, 1, 0, 0, 0)]


def test_what_cannot_be_an_answer_is_refused_in_words():
    check, _luis, [rosa, *_rest] = checked()
    elsewhere, _other, _people = checked(number=40)
    first, _second = keys(check)
    for scores in ({}, {first: 6}, {first: 0}, {keys(elsewhere)[0]: 3}):
        with pytest.raises(BadInput):
            answer(check, rosa, scores, channel="page")
    with pytest.raises(NotAllowed, match="who were at the meeting"):
        answer(check, PersonFactory(community=rosa.community), {first: 3}, channel="page")
    assert not CheckTally.objects.filter(count__gt=0).exists()


def test_a_check_needs_questions_and_opens_once():
    meeting, luis, _board = evening(1)
    with pytest.raises(Refused, match="Write the group's questions"):
        open_check(meeting, by=luis)
    check, luis, _people = checked()
    with pytest.raises(Refused, match="opened already"):
        open_check(check.meeting, by=luis)
