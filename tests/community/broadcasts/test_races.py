"""Two feeders, two buttons, two approvals at the same moment."""

import pytest
import time_machine
from django.db import connection, transaction

from community.broadcasts import services
from community.core.errors import Refused
from community.messaging.services import send_waiting
from community.models import Broadcast, Message
from tests.community.broadcasts.conftest import NOON, started
from tests.community.broadcasts.test_feeding import each_once
from tests.factories.broadcasts import drafted, neighborhood
from tests.factories.crowd import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def feed(broadcast):
    return lambda: services.feed(broadcast.pk)


@pytest.mark.usefixtures("small_chunks")
def test_two_feeders_at_once_text_nobody_twice():
    broadcast = started(9)
    for _round in range(5):
        at_once([feed(broadcast), feed(broadcast), send_waiting, feed(broadcast)], threads=4)
    for _rest in range(6):
        send_waiting()
        services.feed(broadcast.pk)
    broadcast.refresh_from_db()
    assert (broadcast.state, each_once(broadcast)) == ("done", 9)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for all")
def test_a_worker_passes_over_a_broadcast_that_is_held():
    broadcast = started(3)
    with transaction.atomic():
        Broadcast.objects.select_for_update(of=("self",)).get(pk=broadcast.pk)
        assert at_once([services.top_up_all], threads=1) == [None]
    assert not Message.objects.exists()
    services.top_up_all()
    assert each_once(broadcast) == 3


@pytest.mark.usefixtures("small_chunks")
def test_workers_that_top_up_at_once_text_nobody_twice(monkeypatch):
    monkeypatch.setattr("community.messaging.services.bell.AT_MOST_EVERY", 0)
    broadcast = started(9)
    services.feed(broadcast.pk)
    at_once([send_waiting, services.top_up_all, send_waiting, feed(broadcast)], threads=4)
    for _rest in range(6):
        send_waiting()
        services.feed(broadcast.pk)
    broadcast.refresh_from_db()
    assert (broadcast.state, each_once(broadcast)) == ("done", 9)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_of_two_presses_at_once_one_counts():
    luis, ana, _board = neighborhood(4, approve_above=1)
    broadcast = drafted(luis)

    def press(act):
        return lambda: act(Broadcast.objects.get(pk=broadcast.pk))

    told = at_once([press(lambda row: services.send_broadcast(row, by=luis))] * 2, threads=2)
    assert sorted(isinstance(answer, Refused) for answer in told) == [False, True]
    told = at_once([press(lambda row: services.approve_broadcast(row, by=ana))] * 2, threads=2)
    assert sorted(isinstance(answer, Refused) for answer in told) == [False, True]
    assert broadcast.recipients.count() == 4


@pytest.mark.parametrize("stop", [services.pause_broadcast, services.cancel_broadcast])
def test_stopping_while_it_is_fed_and_sent_loses_and_doubles_nothing(stop):
    broadcast = started(6)
    luis = broadcast.made_by
    at_once(
        [feed(broadcast), send_waiting, lambda: stop(Broadcast.objects.get(pk=broadcast.pk), by=luis)],
        threads=3,
    )
    broadcast.refresh_from_db()
    send_waiting()
    services.feed(broadcast.pk)
    if broadcast.state == "paused":
        services.resume_broadcast(broadcast, by=luis)
        services.feed(broadcast.pk)
        send_waiting()
        services.feed(broadcast.pk)
        broadcast.refresh_from_db()
        assert (broadcast.state, each_once(broadcast)) == ("done", 6)
        assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    else:
        assert broadcast.state == "cancelled"
        assert not Message.objects.filter(state__in=("queued", "sending")).exists()


def test_two_broadcasts_never_spend_the_same_money(settings):
    settings.SMS_SEGMENT_PRICE = 100
    luis, _ana, _board = neighborhood(4, texts_budget_cents=5)
    both = [services.send_broadcast(drafted(luis), by=luis) for _one in range(2)]
    at_once([feed(one) for one in both], threads=2)
    assert Message.objects.count() == 5


def test_what_is_sent_again_and_another_broadcast_never_spend_the_same_money(settings):
    settings.SMS_SEGMENT_PRICE = 100
    luis, _ana, _board = neighborhood(4, texts_budget_cents=6)
    first = services.send_broadcast(drafted(luis), by=luis)
    feed(first)()
    Message.objects.update(state="failed", error_code=30007)
    Broadcast.objects.update(state="done")
    second = services.send_broadcast(drafted(luis), by=luis)
    at_once(
        [feed(second), lambda: services.send_again(Broadcast.objects.get(pk=first.pk), by=luis)], threads=2
    )
    assert Message.objects.filter(state="queued").count() in (4, 6)
