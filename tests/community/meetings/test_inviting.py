"""Invitations and their answers, by text and by link."""

import datetime
import re

import pytest
import time_machine

from community.core.errors import BadInput, Refused
from community.meetings import services
from community.meetings.models import Attendance, Invitation
from community.messaging.services import receive_text
from community.models import Message, ReplyChoice, SignedLink
from tests.factories.calls import Call
from tests.factories.meetings import THE_WEEK_BEFORE, evening, planned
from tests.factories.people import GroupFactory, PersonFactory, member, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_week_before():
    with time_machine.travel(THE_WEEK_BEFORE, tick=False):
        yield


def texts_to(person):
    rows = Message.objects.filter(thread__phone=person.phone, direction="out").order_by("pk")
    return list(rows.values_list("body", flat=True))


def text(person, body, sid=None):
    sid = sid or f"SM{Message.objects.count():032d}"
    return receive_text(community=person.community, phone=person.phone, body=body, sid=sid)


def test_an_invitation_says_who_speaks_what_where_and_what_to_press():
    meeting = planned(offers_meal=True, offers_childcare=True)
    rosa = member(meeting.group)
    services.invite(meeting, by=None)
    [body] = texts_to(rosa)
    shape = (
        r"^Maple Street \d+: board meeting Thu Nov 26, 6 pm, 444 Thomas Boyland St\. "
        r"Dinner and child care\. Can you come\? 1 yes 2 no \S*/l/[\w-]{22}/$"
    )
    assert re.match(shape, body)
    link = SignedLink.objects.get()
    assert (link.purpose, link.subject_id, link.person) == ("meeting", meeting.pk, rosa)
    assert link.expires_at == meeting.ends_at + datetime.timedelta(days=2)


def test_inviting_again_reaches_only_those_who_joined_since():
    meeting = planned()
    rosa = member(meeting.group)
    assert len(services.invite(meeting, by=None)) == 1
    assert services.invite(meeting, by=None) == []
    late = member(meeting.group)
    [invitation] = services.invite(meeting, by=None)
    assert invitation.person == late
    assert len(texts_to(rosa)) == len(texts_to(late)) == 1


def test_the_roster_is_that_of_the_meetings_day():
    meeting = planned()
    leaves = member(meeting.group)
    leaves.memberships.update(until=meeting.held_on - datetime.timedelta(days=1))
    joins = member(meeting.group)
    joins.memberships.update(since=meeting.held_on)
    candidate = member(meeting.group)
    candidate.memberships.update(status="candidate")
    assert [invitation.person for invitation in services.invite(meeting, by=None)] == [joins]


def test_nobody_to_invite_is_said_in_words():
    meeting = planned()
    with pytest.raises(Refused, match="Nobody has a seat"):
        services.invite(meeting, by=None)


def test_somebody_without_a_phone_is_invited_without_a_text():
    meeting = planned()
    member(meeting.group, phone=None)
    services.invite(meeting, by=None)
    assert Invitation.objects.count() == 1
    assert not Message.objects.exists()


def test_two_who_share_a_phone_have_digits_of_their_own():
    meeting = planned()
    ana = member(meeting.group, display_name="Ana Reyes", phone="+13475550100")
    member(meeting.group, display_name="Bob Reyes", phone="+13475550100")
    services.invite(meeting, by=None)
    first, second = texts_to(ana)
    assert first.startswith("Ana: ")
    assert "1 yes 2 no" in first
    assert second.startswith("Bob: ")
    assert "3 yes 4 no" in second


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_an_answer_by_text_is_said_back_and_child_care_asked(language):
    meeting = planned(offers_childcare=True)
    rosa = member(meeting.group, language=language)
    services.invite(meeting, by=None)
    text(rosa, "1")
    invitation = Invitation.objects.get()
    assert (invitation.answer, invitation.channel) == ("yes", "text")
    assert not invitation.accommodations.exists()
    held = ReplyChoice.objects.filter(held=True).order_by("number").values_list("number", "value")
    assert list(held) == [(1, "yes"), (2, "no"), (3, "yes"), (4, "no")]
    text(rosa, "3")
    assert invitation.accommodations.get().wanted is True
    if language == "en":
        assert texts_to(rosa)[1:] == [
            "Got it: YES for Thu Nov 26. To change, text 2. Need child care? 3 yes 4 no",
            "Got it: child care for Thu Nov 26. To change, text 4. "
            "How many children? 10 one 11 two 12 three 13 four 14 five",
        ]
    assert all(digit in texts_to(rosa)[1] for digit in "234")


def test_in_a_call_the_echo_says_press_and_child_care_is_asked_once():
    meeting = planned(offers_childcare=True)
    rosa = member(meeting.group)
    services.invite(meeting, by=None)
    call = Call(rosa.phone, rosa.community.number)
    call.press("1")
    assert "Got it: YES for Thursday, November 26. To change, press 2. Child care" in call.heard
    assert (call.heard.count("3 yes 4 no"), "Need child care" in call.heard) == (1, False)
    call.press("4")
    assert "Got it: no child care for Thursday, November 26. To change, press 3." in call.heard


def test_a_changed_mind_takes_the_child_care_back():
    meeting = planned(offers_childcare=True)
    rosa = member(meeting.group)
    services.invite(meeting, by=None)
    for body in ("1", "3", "2"):
        text(rosa, body)
    invitation = Invitation.objects.get()
    assert invitation.answer == "no"
    assert not invitation.accommodations.exists()
    assert texts_to(rosa)[-1] == "Got it: NO for Thu Nov 26. To change, text 1."
    text(rosa, "3")
    assert "closed" in texts_to(rosa)[-1]


def test_without_child_care_nothing_more_is_asked():
    meeting = planned()
    rosa = member(meeting.group)
    services.invite(meeting, by=None)
    text(rosa, "1")
    assert texts_to(rosa)[-1] == "Got it: YES for Thu Nov 26. To change, text 2."


def test_the_same_text_twice_answers_once():
    meeting = planned()
    rosa = member(meeting.group)
    services.invite(meeting, by=None)
    text(rosa, "1", sid="SM" + "a" * 32)
    text(rosa, "1", sid="SM" + "a" * 32)
    assert len(texts_to(rosa)) == 2


def test_an_answer_after_the_close_is_refused_in_words():
    meeting = planned(offers_childcare=True)
    rosa = member(meeting.group)
    [invitation] = services.invite(meeting, by=None)
    services.answer_invitation(invitation, "yes", channel="web")
    services.close_meeting(services.open_meeting(meeting, by=None), by=None)
    with pytest.raises(Refused, match="over, so your answer was not kept"):
        services.answer_invitation(invitation, "no", channel="web")
    with pytest.raises(Refused, match="over"):
        services.answer_need(invitation, "childcare", True, channel="web")
    text(rosa, "2")
    assert "closed" in texts_to(rosa)[-1]
    invitation.refresh_from_db()
    assert invitation.answer == "yes"


def test_answers_that_make_no_sense_are_refused():
    meeting = planned()
    member(meeting.group)
    [invitation] = services.invite(meeting, by=None)
    with pytest.raises(BadInput, match="yes or no"):
        services.answer_invitation(invitation, "maybe", channel="web")
    with pytest.raises(Refused, match="not offered"):
        services.answer_need(invitation, "childcare", True, channel="web")


def test_child_care_is_for_those_who_come():
    meeting = planned(offers_childcare=True)
    member(meeting.group)
    [invitation] = services.invite(meeting, by=None)
    with pytest.raises(Refused, match="that you are coming"):
        services.answer_need(invitation, "childcare", True, channel="web")


def test_a_reminder_goes_once_a_day_to_those_who_have_not_answered():
    meeting = planned()
    said_yes, silent = member(meeting.group), member(meeting.group)
    services.invite(meeting, by=None)
    services.answer_invitation(Invitation.objects.get(person=said_yes), "yes", channel="web")
    for _tap in range(2):
        assert [invitation.person for invitation in services.remind(meeting, by=None)] == [silent]
    assert len(texts_to(said_yes)) == 1
    assert len(texts_to(silent)) == 2
    assert "Thu Nov 26, 6 pm, 444 Thomas Boyland St? 1 yes 2 no" in texts_to(silent)[1]


def test_nobody_is_invited_once_it_has_begun():
    meeting, facilitator, _board = evening()
    with pytest.raises(Refused, match="under way"):
        services.invite(meeting, by=facilitator)
    services.close_meeting(meeting, by=facilitator)
    with pytest.raises(Refused, match="over"):
        services.remind(meeting, by=facilitator)


class TestTheDoorCode:
    def test_checks_in_whoever_texts_it(self):
        meeting, _facilitator, [rosa] = evening(1)
        text(rosa, f" {meeting.door_code} ")
        assert Attendance.objects.get().channel == "text"
        assert texts_to(rosa)[-1].startswith("Welcome, Rosa. You are checked in: Family Advisory Board")
        text(rosa, meeting.door_code)
        assert texts_to(rosa)[-1] == "Rosa 00 is already checked in."
        assert Attendance.objects.count() == 1

    def test_may_come_with_what_phones_add_to_it(self):
        meeting, _facilitator, [rosa] = evening(1)
        text(rosa, f"{meeting.door_code}.")
        assert Attendance.objects.get().person == rosa

    def test_is_not_read_before_the_opening_or_for_another_meeting(self):
        meeting = planned()
        rosa = member(meeting.group)
        text(rosa, meeting.door_code)
        assert texts_to(rosa)[-1] == "The meeting has not opened yet. Try again when it begins."
        services.open_meeting(meeting, by=None)
        wrong = f"{(int(meeting.door_code) + 1) % 10_000:04d}"
        text(rosa, wrong)
        assert not Attendance.objects.exists()

    def test_of_another_community_opens_nothing(self):
        meeting, _facilitator, _board = evening()
        elsewhere = member(GroupFactory())
        text(elsewhere, meeting.door_code)
        assert not Attendance.objects.exists()

    def test_does_not_let_a_stranger_in(self):
        meeting, _facilitator, _board = evening()
        stranger = PersonFactory(community=meeting.group.community, display_name="Joe")
        text(stranger, meeting.door_code)
        assert texts_to(stranger)[-1].startswith("Joe is not on the list for this meeting.")
        unknown = PersonFactory.build(community=meeting.group.community)
        text(unknown, meeting.door_code)
        assert texts_to(unknown)[-1].startswith("We do not know this phone yet.")
        assert not Attendance.objects.exists()

    def test_does_not_guess_between_two_who_share_a_phone(self):
        meeting, _facilitator, [rosa] = evening(1)
        joe = member(meeting.group, display_name="Joe Diaz", phone=rosa.phone)
        text(rosa, meeting.door_code)
        assert texts_to(rosa)[-1] == "Who is writing? 1 Rosa 2 Joe"
        assert not Attendance.objects.exists()
        text(rosa, "2")
        assert texts_to(rosa)[-1].startswith("Welcome, Joe.")
        assert Attendance.objects.get().person == joe

    def test_finds_the_member_among_those_who_share_a_phone(self):
        meeting, _facilitator, [rosa] = evening(1)
        PersonFactory(community=meeting.group.community, phone=rosa.phone)
        text(rosa, meeting.door_code)
        assert Attendance.objects.get().person == rosa

    def test_checks_in_staff_too(self):
        meeting, _facilitator, _board = evening()
        ana = staff(meeting.group.community, "ambassador")
        text(ana, meeting.door_code)
        assert Attendance.objects.get().person == ana
