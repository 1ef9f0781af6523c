"""Many texts at once: each purpose once, in few statements, and held or taken back while they wait."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.models import OrmQ

from community.messaging.services import Outgoing, drop_waiting, hold_back, let_go, queue_many, send_waiting
from community.models import AuditLine, Message, Thread
from tests.factories.people import CommunityFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("always_open")]


def texts_to(people):
    return [Outgoing(person, f"Hello {person.first_name}", 1, f"coats:{person.pk}") for person in people]


def test_a_purpose_is_queued_once():
    home = CommunityFactory()
    rosa, luis = (PersonFactory(community=home, phone="+12125550101") for _each in range(2))
    Thread.objects.create(community=home, phone="+12125550101")
    for _again in range(2):
        queue_many(home, texts_to([rosa, luis, PersonFactory(community=home)]))
    assert Message.objects.filter(thread__phone="+12125550101").count() == 2
    assert Message.objects.count() == 4
    assert set(Message.objects.values_list("state", "segments")) == {("queued", 1)}


def test_the_number_of_statements_does_not_hang_on_the_number_of_texts():
    home, counts = CommunityFactory(), []
    for people in (1, 20):
        texts = texts_to([PersonFactory(community=home) for _each in range(people)])
        OrmQ.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            queue_many(home, texts)
        assert OrmQ.objects.count() == 1, "one job sends them all"
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_is_held_leaves_when_it_is_let_go():
    home = CommunityFactory()
    queue_many(home, texts_to([PersonFactory(community=home) for _each in range(3)]))
    gone = Message.objects.first()
    Message.objects.filter(pk=gone.pk).update(state="sent", sent_at=timezone.now())
    hold_back(Message.objects.all())
    send_waiting()
    assert Message.objects.filter(state="queued").count() == 2
    let_go(Message.objects.all())
    send_waiting()
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_what_is_taken_back_says_so_and_stands_in_the_audit():
    home = CommunityFactory()
    queue_many(home, texts_to([PersonFactory(community=home) for _each in range(2)]))
    gone = Message.objects.first()
    Message.objects.filter(pk=gone.pk).update(state="sent", sent_at=timezone.now())
    drop_waiting(Message.objects.all())
    taken = Message.objects.get(state="dropped")
    assert taken.dropped_for == "taken_back"
    assert AuditLine.objects.get(verb="drop").subject_id == taken.pk
    gone.refresh_from_db()
    assert gone.state == "sent"
