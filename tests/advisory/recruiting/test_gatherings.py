"""Sessions and interviews: who is asked and comes, and what is noted."""

import pytest
import time_machine

from advisory.models import GatheringNote, Guest
from advisory.recruiting import services
from community.core.errors import BadInput, NotAllowed, Refused
from community.models import Message
from tests.architecture.test_texts_fit import PLAIN, TWO_PARTS
from tests.factories.boards import chartered, house
from tests.factories.messaging import text_from
from tests.factories.people import member, staff
from tests.factories.recruiting import AN_HOUR, gathering, guest_of, interested, interviewed

pytestmark = pytest.mark.django_db


def texts_to(person):
    sent = Message.objects.filter(person=person, direction="out").order_by("pk")
    return list(sent.values_list("body", flat=True))


def after(meeting):
    return time_machine.travel(meeting.starts_at + AN_HOUR, tick=False)


@pytest.mark.parametrize("language", ["en", "es", "ht"])
@pytest.mark.parametrize("kind", ["session", "interview"])
def test_somebody_is_asked_by_text_and_answers_with_a_digit(kind, language):
    group, coordinator = house()
    applicant = interested(group, language=language)
    session = gathering(group, coordinator, kind=kind)
    services.ask_to(session, applicants=[applicant], by=coordinator)
    phone = applicant.person.phone
    text_from(phone, group.community, "1")
    assert Guest.objects.get().answer == "yes"
    text_from(phone, group.community, "2")
    assert Guest.objects.get().answer == "no"
    question, yes, no = texts_to(applicant.person)
    assert "444 Thomas Boyland St" in question
    assert yes != no
    for said in (question, yes, no):
        assert set(said) <= PLAIN
        assert len(said) <= TWO_PARTS
    text_from(phone, group.community, "0")
    listed = Message.objects.filter(thread__phone=phone, direction="out").latest("pk").body
    assert str(session.starts_at.astimezone(group.community.zone).day) in listed


def test_nobody_is_asked_twice_and_an_interview_is_a_stage():
    group, coordinator = house()
    applicant = interested(group)
    interview = gathering(group, coordinator, kind="interview")
    for _time in range(2):
        services.ask_to(interview, applicants=[applicant], by=coordinator)
    applicant.refresh_from_db()
    assert (applicant.state, Guest.objects.count(), len(texts_to(applicant.person))) == ("interview", 1, 1)


def test_who_came_to_a_session_is_informed_until_it_is_corrected():
    group, coordinator = house()
    applicant = interested(group)
    session = gathering(group, coordinator)
    services.ask_to(session, applicants=[applicant], by=coordinator)
    guest = guest_of(applicant)
    with pytest.raises(Refused, match="not begun"):
        services.mark_came(guest, came=True, by=coordinator)
    with after(session):
        for came in (True, True, False, True):
            services.mark_came(guest, came=came, by=coordinator)
            applicant.refresh_from_db()
            assert applicant.state == ("informed" if came else "interested")
    other = gathering(group, coordinator)
    services.ask_to(other, applicants=[applicant], by=coordinator)
    assert other.guests.count() == 0


def test_who_missed_a_session_stays_interested_and_that_is_no_blank():
    group, coordinator = house()
    applicant = interested(group)
    session = gathering(group, coordinator)
    services.ask_to(session, applicants=[applicant], by=coordinator)
    guest = guest_of(applicant)
    assert guest.came is None
    with after(session):
        services.mark_came(guest, came=False, by=coordinator)
    guest.refresh_from_db()
    applicant.refresh_from_db()
    assert (guest.came, applicant.state) == (False, "interested")


def test_an_answer_after_it_began_or_after_they_left_the_list_says_why():
    group, coordinator = house()
    applicant = interested(group)
    session = gathering(group, coordinator)
    services.ask_to(session, applicants=[applicant], by=coordinator)
    guest = guest_of(applicant)
    with pytest.raises(BadInput):
        services.answer_coming(guest, "maybe", by=None, channel="text")
    with after(session), pytest.raises(Refused, match="has begun"):
        services.answer_coming(guest, "yes", by=None, channel="text")
    services.withdraw(applicant, reason="", by=coordinator)
    with pytest.raises(Refused, match="not on the list"):
        services.answer_coming(guest, "yes", by=None, channel="text")
    assert applicant.person.expectations.get(handler=services.COMING).closed_at is not None


def test_guests_of_an_evening_that_is_over_are_written_down_without_a_text():
    group, coordinator = house()
    applicant = interested(group)
    session = gathering(group, coordinator)
    with after(session):
        services.ask_to(session, applicants=[applicant], by=coordinator)
    assert (Guest.objects.count(), texts_to(applicant.person)) == (1, [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "party"},
        {"place": " "},
        {"criteria": "Listens"},
        {"kind": "interview", "criteria": "x\n" * 13},
    ],
)
def test_a_gathering_that_cannot_be_is_refused(wrong):
    group, coordinator = house()
    with pytest.raises(BadInput):
        gathering(group, coordinator, **wrong)


def test_notes_are_kept_by_criteria_and_only_by_those_who_choose():
    group, coordinator = house()
    rosa = member(group)
    (applicant,) = interviewed(group, coordinator)
    guest = guest_of(applicant)
    services.keep_note(guest, words="Kind and clear.", criterion="Listens", by=rosa)
    services.keep_note(guest, words="Lives nearby.", criterion="", by=coordinator)
    assert list(GatheringNote.objects.values_list("criterion", "author")) == [
        ("Listens", rosa.pk),
        ("", coordinator.pk),
    ]
    for wrong in ({"words": " "}, {"criterion": "Is tall"}, {"words": "x" * 2001}):
        with pytest.raises(BadInput):
            services.keep_note(guest, **{"words": "x", "criterion": "", "by": rosa, **wrong})
    for other in (applicant.person, staff(group.community, "finance"), member(house()[0])):
        with pytest.raises(NotAllowed):
            services.keep_note(guest, words="x", criterion="", by=other)
    chartered(group, candidates_seen_from="vote")
    with pytest.raises(NotAllowed):
        services.keep_note(guest, words="x", criterion="", by=rosa)


def test_only_an_interview_has_notes_and_only_who_runs_meetings_plans():
    group, coordinator = house()
    applicant = interested(group)
    session = gathering(group, coordinator)
    services.ask_to(session, applicants=[applicant], by=coordinator)
    with pytest.raises(BadInput, match="interviews"):
        services.keep_note(guest_of(applicant), words="x", criterion="", by=coordinator)
    for other in (member(group), staff(group.community, "finance"), house()[1]):
        with pytest.raises(NotAllowed):
            gathering(group, other)
        with pytest.raises(NotAllowed):
            services.ask_to(session, applicants=[applicant], by=other)
