"""A message under way: paused, resumed, canceled; and what it shows of itself."""

import pytest
from django.utils import timezone

from community.broadcasts import jobs, services
from community.broadcasts.selectors import progress_of, texts_of
from community.core.errors import Refused
from community.core.lifecycle import Move
from community.live.models import LiveBoard
from community.messaging import gateway
from community.messaging.models import Message
from community.messaging.services import hold_back, send_waiting, sweep, take_status
from community.messaging.services.claiming import claim
from community.messaging.services.outcomes import record
from community.messaging.states import Step
from community.models import AuditLine
from tests.community.broadcasts.conftest import started
from tests.community.broadcasts.test_feeding import each_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "small_chunks")]


def half_way(people=5):
    """Two texts have left, two wait in the queue, the others have not come so far."""
    broadcast = started(people)
    services.feed(broadcast.pk)
    Message.objects.update(state="sent", sent_at=timezone.now())
    services.feed(broadcast.pk)
    return broadcast, broadcast.made_by


def test_nothing_leaves_while_it_is_paused(run_jobs, noon):
    broadcast, luis = half_way()
    services.pause_broadcast(broadcast, by=luis)
    for _minute in range(2):
        jobs.feed_all()
        run_jobs()
        noon.shift(60)
    assert Message.objects.filter(state="sent").count() == 2
    assert progress_of(broadcast).waiting == 3


def test_it_goes_on_where_it_stopped(run_jobs):
    broadcast, luis = half_way()
    services.pause_broadcast(broadcast, by=luis)
    run_jobs()
    services.resume_broadcast(broadcast, by=luis)
    run_jobs()
    broadcast.refresh_from_db()
    assert (broadcast.state, each_once(broadcast)) == ("done", 5)
    assert Message.objects.filter(state="sent").count() == 5


def test_a_text_held_for_the_night_is_not_let_go_before_its_morning():
    broadcast, luis = half_way()
    held = Message.objects.filter(state="queued").first()
    services.pause_broadcast(broadcast, by=luis)
    services.resume_broadcast(broadcast, by=luis)
    held.refresh_from_db()
    assert held.not_before == timezone.now(), "the sender itself looks at the clock of each"


def test_who_has_no_text_when_it_is_canceled_gets_none(run_jobs):
    broadcast, luis = half_way()
    services.cancel_broadcast(broadcast, by=luis)
    jobs.feed_all()
    run_jobs()
    far = progress_of(broadcast)
    assert (far.sent, far.waiting, far.left_out, far.dropped) == (2, 0, {"cancelled": 1}, {"taken_back": 2})
    dropped = Message.objects.filter(state="dropped")
    assert set(dropped.values_list("dropped_for", flat=True)) == {"taken_back"}
    lines = AuditLine.objects.filter(verb="drop", subject_id__in=dropped.values("pk"))
    assert set(lines.values_list("from_state", "to_state")) == {("queued", "dropped")}
    assert broadcast.ended_at == timezone.now()


def test_what_is_paused_can_be_canceled(run_jobs):
    broadcast, luis = half_way()
    services.pause_broadcast(broadcast, by=luis)
    services.cancel_broadcast(broadcast, by=luis)
    run_jobs()
    assert Message.objects.filter(state="queued").count() == 0
    assert progress_of(broadcast).left_out == {"cancelled": 1}


@pytest.mark.parametrize(("stop", "state"), [("pause", "queued"), ("cancel", "dropped")])
def test_a_text_that_comes_back_into_the_queue_is_stopped_too(noon, stop, state):
    """The worker had it in hand when the broadcast was stopped, and Twilio asked to send it later."""
    broadcast, luis = half_way()
    in_hand = claim(40, set())
    {"pause": services.pause_broadcast, "cancel": services.cancel_broadcast}[stop](broadcast, by=luis)
    assert {text.state for text in in_hand} == {"sending"}
    record([Move(text, Step.RELEASE, {"not_before": timezone.now()}) for text in in_hand])
    noon.shift(600)
    send_waiting()
    assert set(Message.objects.exclude(state="sent").values_list("state", flat=True)) == {state}


@pytest.mark.parametrize(("stop", "state"), [("pause", "queued"), ("cancel", "dropped")])
def test_a_text_that_the_sweep_puts_back_is_stopped_too(noon, settings, monkeypatch, stop, state):
    broadcast, luis = half_way()
    in_hand = claim(40, set())
    record([Move(text, Step.LOSE, {}) for text in in_hand])
    {"pause": services.pause_broadcast, "cancel": services.cancel_broadcast}[stop](broadcast, by=luis)
    settings.SMS_BACKEND = "twilio"
    monkeypatch.setattr(gateway, "list_messages", lambda **asked: [])
    monkeypatch.setattr(gateway, "send", lambda **text: pytest.fail("it was sent"))
    noon.shift(700)
    sweep(broadcast.community)
    send_waiting()
    assert set(Message.objects.exclude(state="sent").values_list("state", flat=True)) == {state}


def test_what_was_held_just_after_it_was_resumed_is_let_go(run_jobs):
    broadcast, _luis = half_way()
    hold_back(texts_of(broadcast))
    jobs.feed_all()
    run_jobs()
    broadcast.refresh_from_db()
    assert (broadcast.state, each_once(broadcast)) == ("done", 5)


def test_no_failure_of_a_canceled_broadcast_is_tried_again(noon):
    broadcast, luis = half_way()
    services.cancel_broadcast(broadcast, by=luis)
    sent = Message.objects.filter(state="sent").first()
    take_status(sid="SM1", status="undelivered", error_code=30008, message_id=sent.pk)
    again = Message.objects.get(first_try=sent)
    assert (again.state, again.dropped_for) == ("dropped", "taken_back")


def test_a_try_that_is_made_after_it_was_canceled_is_taken_back(noon):
    broadcast, luis = half_way()
    services.cancel_broadcast(broadcast, by=luis)
    sent = Message.objects.filter(state="sent").first()
    again = Message.objects.create(
        thread=sent.thread, direction="out", state="queued", body="x", first_try=sent, attempt=2
    )
    jobs.feed_all()
    again.refresh_from_db()
    assert (again.state, again.dropped_for) == ("dropped", "taken_back")


def test_what_a_board_shows_is_what_became_of_each_text(monkeypatch, run_jobs):
    refused = iter([30003, 30006, 21610])

    def send(**text):
        if code := next(refused, None):
            raise gateway.NotSent(code)
        return gateway.Receipt(gateway.made_up_sid(), "sent")

    monkeypatch.setattr(gateway, "send", send)
    broadcast = started(6)
    run_jobs()
    delivered = Message.objects.filter(state="sent").first()
    take_status(sid=delivered.sid, status="delivered", error_code=None)
    far = progress_of(broadcast)
    assert (far.total, far.delivered, far.sent, far.waiting) == (6, 1, 2, 0)
    assert far.failed == {30003: 1, 30006: 1, 21610: 1}


def test_a_text_that_is_tried_again_counts_as_its_last_try():
    broadcast, _luis = half_way()
    first = Message.objects.filter(state="sent").first()
    Message.objects.filter(pk=first.pk).update(state="failed", error_code=30008)
    for attempt, state in ((2, "failed"), (3, "delivered")):
        Message.objects.create(
            thread=first.thread, direction="out", state=state, body="x", first_try=first, attempt=attempt
        )
    far = progress_of(broadcast)
    assert (far.total, far.failed, far.sent, far.delivered, far.waiting) == (5, {}, 1, 1, 3)


def test_every_move_of_a_text_rings_the_board(run_jobs):
    broadcast = started(3)
    board = LiveBoard.objects.get(pk=broadcast.board_id)
    run_jobs()
    board.refresh_from_db()
    seen = board.version
    message = Message.objects.first()
    take_status(sid=message.sid, status="delivered", error_code=None)
    board.refresh_from_db()
    assert board.version > seen > 3


def test_texts_of_other_kinds_ring_nothing(django_assert_num_queries):
    broadcast, _luis = half_way()
    text = Message(thread=Message.objects.first().thread, once_key="invitation:1:2", pk=999)
    with django_assert_num_queries(0):
        services.hear([text, Message(pk=998)])
    assert broadcast.board is not None


def missed_one(run_jobs, **community):
    """A message that is done, but for one phone that was off."""
    broadcast = started(4, **community)
    run_jobs()
    off = Message.objects.order_by("pk").first()
    Message.objects.filter(pk=off.pk).update(state="failed", error_code=30003)
    broadcast.refresh_from_db()
    return broadcast, off


def test_it_is_sent_again_to_those_alone_who_did_not_get_it(run_jobs):
    broadcast, off = missed_one(run_jobs)
    assert progress_of(broadcast).missed == 1
    assert services.send_again(broadcast, by=broadcast.made_by).sent == 1
    assert services.send_again(broadcast, by=broadcast.made_by).sent == 0, "it is on its way"
    run_jobs()
    again = Message.objects.get(first_try=off)
    assert (again.state, again.body, again.person) == ("sent", off.body, off.person)
    far = progress_of(broadcast)
    assert (far.missed, far.sent, far.total) == (0, 4, 4)


def test_sending_again_costs_too(run_jobs, settings):
    settings.SMS_SEGMENT_PRICE = 100
    broadcast, _off = missed_one(run_jobs, texts_budget_cents=4)
    with pytest.raises(Refused, match=r"\$0 is left"):
        services.send_again(broadcast, by=broadcast.made_by)


def test_sending_again_costs_as_much_as_it_sends(run_jobs, settings):
    """Somebody who said STOP, and has since said START, gets it too."""
    settings.SMS_SEGMENT_PRICE = 100
    broadcast, off = missed_one(run_jobs, texts_budget_cents=4)
    Message.objects.filter(pk=off.pk).update(state="dropped", dropped_for="stopped", error_code=None)
    with pytest.raises(Refused, match="is left of this month"):
        services.send_again(broadcast, by=broadcast.made_by)
    assert not Message.objects.filter(state="queued").exists()


def test_what_is_not_done_is_not_sent_again():
    broadcast, luis = half_way()
    with pytest.raises(Refused):
        services.send_again(broadcast, by=luis)
