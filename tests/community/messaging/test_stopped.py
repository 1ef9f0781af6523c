"""Whatever happens in whatever order, a phone that has said STOP gets nothing but one confirmation."""

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.core import jobs
from community.core.errors import Refused
from community.messaging import gateway, services
from community.messaging.services import opting
from community.models import Message, Thread
from community.people.selectors import people_at
from tests.community.messaging.conftest import NOON
from tests.factories.crowd import at_once
from tests.factories.messaging import in_an_hour, new_sid, plugged, text_from
from tests.factories.people import PersonFactory, staff

SAID = ["STOP", "please stop texting me", "ya no", "START", "HELP", "Hello?", "1", "7", ""]
STEPS = st.one_of(
    st.tuples(st.just("text"), st.sampled_from(SAID)),
    st.tuples(st.just("carrier"), st.sampled_from(["STOP", "START", "HELP"])),
    st.tuples(
        st.sampled_from(["send", "code", "ask", "write", "stop_for", "resume", "unsubscribed", "drain"])
    ),
)


class Phone:
    """A phone, everything that may text it, and each text that reached the carrier."""

    def __init__(self):
        self.rosa = PersonFactory()
        self.ana = staff(self.rosa.community)
        self.left = []
        self.thread = Thread.objects.create(community=self.rosa.community, phone=self.rosa.phone)
        self.confirmed = 0

    def do(self, what, *more):
        stopped = self.stopped()
        getattr(self, what)(*more)
        if self.stopped() != stopped:
            self.confirmed = 0

    def stopped(self):
        return Thread.objects.get(pk=self.thread.pk).opted_out_at is not None

    def leaves(self, *, body, **text):
        """In the place of ``gateway.send``."""
        thread = Thread.objects.get(pk=self.thread.pk)
        if thread.opted_out_at is not None:
            self.confirmed += 1
            assert "no more texts from us" in body
            assert self.confirmed == 1
        else:
            assert "no more texts from us" not in body, "said of a phone that has texts again"
        if thread.paused_at is not None:
            assert Message.objects.get(state="sending").is_reply
        self.left.append(body)
        return gateway.Receipt(gateway.made_up_sid(), "sent")

    def text(self, body, **more):
        services.receive_text(
            community=self.rosa.community, phone=self.rosa.phone, body=body, sid=new_sid(), **more
        )

    def carrier(self, said):
        self.text(said, carrier_said=said)

    def send(self):
        services.send_text(self.rosa, lambda: "The board meets.")

    def code(self):
        services.send_code(self.rosa, lambda: "123456", in_an_hour())

    def ask(self):
        services.ask(
            self.rosa, lambda numbers: "Can you come?", handler="test", subject_id=1, values=["yes"],
            expires_at=in_an_hour(),
        )  # fmt: skip

    def write(self):
        try:
            services.write_to(self.fresh(), body="A neighbour writes.", by=self.ana, seen=len(self.left))
        except Refused:
            assert self.stopped()

    def stop_for(self):
        services.stop_for(self.fresh(), by=self.ana)

    def resume(self):
        services.resume_texts(self.fresh(), by=self.ana)

    def unsubscribed(self):
        opting.stop_texts(self.fresh(), people_at(self.rosa.community, self.rosa.phone))

    def drain(self):
        jobs.run_waiting()

    def fresh(self):
        return Thread.objects.select_related("community").get(pk=self.thread.pk)


class AnyOrder(TestCase):
    @settings(max_examples=50)
    @given(steps=st.lists(STEPS, min_size=3, max_size=14))
    def test_nothing_leaves_to_a_stopped_phone_but_one_confirmation(self, steps):
        phone, real = Phone(), gateway.send
        gateway.send = phone.leaves
        try:
            with time_machine.travel(NOON), plugged("test", lambda question, value, message: "Got it."):
                for step in [*steps, ("drain",)]:
                    phone.do(*step)
        finally:
            gateway.send = real
        if phone.stopped():
            assert set(Message.objects.filter(state="queued").values_list("despite_stop", flat=True)) <= {
                True
            }


@pytest.fixture
def rosa(db):
    return PersonFactory()


@pytest.mark.django_db
@pytest.mark.usefixtures("time_machine_at_noon")
class TestWhileASenderIsAtIt:
    def test_stop_comes_while_another_phones_text_is_handed_over(self, rosa, monkeypatch):
        luz, handed = PersonFactory(community=rosa.community), []

        def send(*, to, **text):
            handed.append(to)
            if to == luz.phone:
                text_from(rosa.phone, rosa.community, "STOP")
            return gateway.Receipt(gateway.made_up_sid(), "sent")

        monkeypatch.setattr(gateway, "send", send)
        monkeypatch.setattr("community.messaging.services.sending.AT_ONCE", 1)
        for person in (luz, rosa):
            services.send_text(person, lambda: "The board meets.")
        services.send_waiting()
        assert handed == [luz.phone, rosa.phone], "the second one is the confirmation"
        invitation = Message.objects.get(thread__phone=rosa.phone, despite_stop=False, direction="out")
        assert (invitation.state, invitation.dropped_for) == ("dropped", "stopped")

    @pytest.mark.parametrize(("said", "state"), [("STOP", "dropped"), ("leave me alone", "queued")])
    def test_it_comes_after_the_text_was_claimed(self, rosa, twilio, said, state):
        message = services.send_text(rosa, lambda: "The board meets.")
        is_new = [True]

        def text_once_claimed(execute, sql, params, many, context):
            done = execute(sql, params, many, context)
            if is_new and sql.startswith("UPDATE") and "sending" in (params or ()):
                is_new.clear()
                text_from(rosa.phone, rosa.community, said)
            return done

        with connection.execute_wrapper(text_once_claimed):
            services.send_waiting()
        assert not is_new
        assert not is_new, "it was claimed"
        assert "The board meets." not in twilio.bodies_to(rosa.phone)
        message.refresh_from_db()
        assert message.state == state


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_by_threads", "always_open")
def test_a_stop_and_the_senders_at_the_same_moment_lose_neither(monkeypatch):
    rosa, late = PersonFactory(), []

    def send(*, to, body, **text):
        if Thread.objects.get().opted_out_at is not None and "no more texts from us" not in body:
            late.append(timezone.now())
        return gateway.Receipt(gateway.made_up_sid(), "sent")

    monkeypatch.setattr(gateway, "send", send)
    for n in range(12):
        services.send_text(rosa, lambda n=n: f"text {n}")
    answers = []
    stop = [lambda: answers.append(text_from(rosa.phone, rosa.community, "STOP").status_code)]
    at_once([*[services.send_waiting] * 3, *stop])
    services.send_waiting()
    assert answers == [200]
    assert Thread.objects.get().opted_out_at is not None
    assert set(Message.objects.filter(direction="out").values_list("state", flat=True)) <= {"sent", "dropped"}
    assert Message.objects.filter(despite_stop=True, state="sent").count() == 1
    # Each sender may have one text in its hand at the moment of STOP, and no more.
    assert len(late) <= 3
