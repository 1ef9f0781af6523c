"""Rights on a live meeting are asked again for many sockets at once, and end with what they rest on."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.core.registry import Audience
from community.live.entry import Ticket, ask_again
from community.meetings.models import Invitation
from community.people.models import Membership, SignedLink
from community.people.services import make_link
from tests.factories.meetings import evening
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def ticket_of(person, meeting):
    """How somebody who opened the link of an invitation came in."""
    make_link(person, purpose="meeting", subject_id=meeting.pk, expires_at=meeting.ends_at)
    link = SignedLink.objects.filter(person=person).latest("pk")
    return Ticket(meeting.board_id, person_id=person.pk, link_id=link.pk)


def test_a_crowd_is_asked_about_in_as_many_queries_as_one_person():
    meeting, _facilitator, board = evening(60)
    tickets = [ticket_of(person, meeting) for person in board]
    with CaptureQueriesContext(connection) as one:
        assert ask_again(tickets[:1]) == {tickets[0]: Audience("member", "en")}
    with CaptureQueriesContext(connection) as many:
        assert set(ask_again(tickets).values()) == {Audience("member", "en")}
    assert len(many) == len(one)


def test_a_seat_a_guest_and_a_meeting_for_members_only():
    meeting, _facilitator, [rosa, *_others] = evening()
    guest = PersonFactory(community=meeting.group.community)
    Invitation.objects.create(meeting=meeting, person=guest, standing="guest")
    rosas, guests = ticket_of(rosa, meeting), ticket_of(guest, meeting)

    def roles():
        return [answer and answer.role for answer in ask_again([rosas, guests]).values()]

    assert roles() == ["member", "guest"]
    type(meeting).objects.filter(pk=meeting.pk).update(members_only=True)
    assert roles() == ["member", None]
    type(meeting).objects.filter(pk=meeting.pk).update(members_only=False)
    Invitation.objects.filter(person=guest).delete()
    assert roles() == ["member", None]
    Membership.objects.filter(person=rosa).update(until=timezone.now().date() - timedelta(days=9))
    assert roles() == [None, None]
