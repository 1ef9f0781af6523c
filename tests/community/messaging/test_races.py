"""Workers and phones that act at the same moment."""

from functools import partial

import pytest
from django.utils import timezone

from community.core.lifecycle import Move
from community.messaging import gateway, services
from community.messaging.services import outcomes
from community.messaging.states import Step
from community.models import Message, Person, Thread
from tests.factories.crowd import at_once
from tests.factories.messaging import text_from
from tests.factories.people import PersonFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_by_threads", "always_open"),
]


def test_four_workers_hand_each_text_over_once(monkeypatch):
    handed = []

    def send(*, to, sender, body, callback):
        handed.append(body)
        return gateway.Receipt(gateway.made_up_sid(), "queued")

    monkeypatch.setattr(gateway, "send", send)
    rosa = PersonFactory()
    bodies = [f"text {n}" for n in range(20)]
    for body in bodies:
        services.send_text(rosa, lambda body=body: body)
    at_once([services.send_waiting] * 4)
    assert sorted(handed) == sorted(bodies)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_a_phone_that_says_stop_many_times_at_once_hears_it_once():
    rosa = PersonFactory()
    text_from(rosa.phone, rosa.community, "Hello")
    at_once([lambda: text_from(rosa.phone, rosa.community, "STOP")] * 6)
    assert Message.objects.filter(despite_stop=True).count() == 1


def test_a_phone_that_texts_many_times_at_once_is_promised_a_person_once():
    rosa = PersonFactory()
    at_once([lambda: text_from(rosa.phone, rosa.community, "Hello?")] * 6)
    assert Message.objects.filter(direction="in").count() == 6
    assert Message.objects.filter(direction="out").count() == 1


def test_workers_whose_texts_fail_at_the_same_phones_never_wait_for_each_other(monkeypatch):
    """Each has texts to the same phones in another order, and to phones that said STOP to the carrier."""
    people = PersonFactory.create_batch(8)
    home = people[0].community
    Person.objects.update(community=home)
    services.inbox_board(home)
    batches = []
    for order in (people, people[::-1]) * 2:
        threads = [Thread.objects.get_or_create(community=home, phone=person.phone)[0] for person in order]
        batches.append(
            Message.objects.bulk_create(
                Message(thread=thread, direction="out", state="sending", claimed_at=timezone.now())
                for thread in threads
            )
        )

    def fail(batch):
        rows = Message.objects.filter(pk__in=[text.pk for text in batch])
        texts = sorted(rows.select_related("thread__community"), key=lambda text: text.pk)
        codes = [21610 if place % 3 == 0 else 30005 for place, _text in enumerate(texts)]
        moves = [Move(text, Step.FAIL, {"error_code": code}) for text, code in zip(texts, codes, strict=True)]
        return outcomes.record(moves)

    for _round in range(3):
        Message.objects.update(state="sending", error_code=None)
        told = at_once([partial(fail, batch) for batch in batches], threads=4)
        assert [len(answer) for answer in told] == [8] * 4
