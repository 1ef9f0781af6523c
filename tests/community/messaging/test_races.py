"""Workers and phones that act at the same moment."""

import pytest

from community.messaging import gateway, services
from community.models import Message
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
