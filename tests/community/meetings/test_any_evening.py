"""Whatever is pressed or texted, in whatever order: an evening stays true to itself."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.core.errors import Refused
from community.meetings import services
from community.meetings.models import Accommodation, AgendaItem, Attendance, Invitation, Meeting
from community.messaging.services import receive_text
from community.models import Message
from tests.factories.meetings import evening, planned
from tests.factories.people import member

pytestmark = pytest.mark.django_db

many = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
VERBS = {
    "open": lambda meeting, rosa: services.open_meeting(meeting, by=None),
    "close": lambda meeting, rosa: services.close_meeting(meeting, by=None),
    "invite": lambda meeting, rosa: services.invite(meeting, by=None),
    "remind": lambda meeting, rosa: services.remind(meeting, by=None),
    "check in": lambda meeting, rosa: services.check_in(meeting, rosa, channel="phone"),
    "take back": lambda meeting, rosa: services.take_back_check_in(meeting, rosa, by=None),
    "next": lambda meeting, rosa: services.next_item(meeting, seen=meeting.current_item_id, by=None),
    "defer": lambda meeting, rosa: services.defer_item(meeting.agenda.last(), by=None),
    "add": lambda meeting, rosa: services.add_agenda_item(meeting, title="More", by=None),
    "move": lambda meeting, rosa: services.move_agenda_item(meeting.agenda.last(), up=True, by=None),
    "yes": lambda meeting, rosa: answer(meeting, "yes"),
    "no": lambda meeting, rosa: answer(meeting, "no"),
    "child care": lambda meeting, rosa: services.answer_need(
        invited(meeting), "childcare", True, channel="web"
    ),
}


def invited(meeting):
    invitation = Invitation.objects.filter(meeting=meeting).first()
    if invitation is None:
        raise Refused("nobody is invited")
    return invitation


def answer(meeting, said):
    services.answer_invitation(invited(meeting), said, channel="web")


@many
@given(st.lists(st.sampled_from(sorted(VERBS)), max_size=14))
def test_any_order_of_verbs_keeps_the_evening_true(verbs):
    meeting = planned(offers_childcare=True)
    rosa = member(meeting.group)
    services.add_agenda_item(meeting, title="Welcome", by=None)
    was = "planned"
    for verb in verbs:
        before = Attendance.objects.filter(meeting=meeting).count()
        fresh = Meeting.objects.select_related("group__community").get(pk=meeting.pk)
        with contextlib.suppress(Refused):
            VERBS[verb](fresh, rosa)
        now = Meeting.objects.get(pk=meeting.pk)
        assert (was, now.state) in {(was, was), ("planned", "open"), ("open", "closed")}
        if Attendance.objects.filter(meeting=meeting).count() != before:
            assert now.state == "open"
        was = now.state
    states = set(AgendaItem.objects.filter(meeting=meeting).values_list("state", flat=True))
    assert was != "closed" or (states <= {"done", "deferred"} and now.current_item is None)
    assert (
        not Accommodation.objects.filter(invitation__meeting=meeting)
        .exclude(invitation__answer="yes")
        .exists()
    )
    assert Message.objects.filter(thread__phone=rosa.phone).count() <= 2


@many
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12))
def test_any_text_but_the_code_checks_nobody_in(body):
    meeting, _facilitator, [rosa] = evening(1)
    sid = f"SM{Message.objects.count():032d}"
    receive_text(community=rosa.community, phone=rosa.phone, body=body, sid=sid)
    came = Attendance.objects.filter(meeting=meeting).exists()
    assert came == (body.strip() == meeting.door_code)
