"""The door to Twilio: signatures, and what comes of a text handed over."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from community.messaging import gateway, wire
from tests.factories.messaging import shared_data
from tests.stand_in import Trouble

VECTORS = shared_data("twilio_signature_vectors.json")


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["id"])
def test_twilios_own_signature_vectors(case, settings):
    settings.TWILIO_AUTH_TOKEN = VECTORS["auth_token"]
    address = case.get("url_received") or case["url"]
    settings.PUBLIC_URL, path = address.removesuffix("/" + address.split("/", 3)[3]), address.split("/", 3)[3]
    sent = (
        {"data": case["body"], "content_type": "application/json"}
        if "body" in case
        else {"data": case["params"]}
    )

    def asks(signature):
        return RequestFactory().post(f"/{path}", **sent, headers={"X-Twilio-Signature": signature})

    assert gateway.signature_is_right(asks(case["signature"]))
    assert not gateway.signature_is_right(asks(case["signature"][:-2] + "A="))
    assert not gateway.signature_is_right(asks(""))


def test_without_a_public_address_the_requests_own_is_signed(settings):
    settings.PUBLIC_URL = ""
    fields = {"MessageSid": "SM1", "Body": "¡Sí! 😜"}
    signature = gateway.sign_for_simulator("http://testserver/sms/inbound/?a=1", fields)
    request = RequestFactory().post("/sms/inbound/?a=1", fields, headers={"X-Twilio-Signature": signature})
    assert gateway.signature_is_right(request)


def send(**more):
    return gateway.send(
        **{"to": "+13475550100", "sender": "+17185550100", "body": "Hello", "callback": ""} | more
    )


def test_the_real_client_sends_through_the_stand_in(twilio):
    receipt = send(body="Ou vini? 1 wi 2 non", callback="https://stoop.example.org/sms/status/?message=1")
    assert receipt == (twilio.sent[0].sid, "queued")
    assert twilio.sent[0].sender == "+17185550100"
    assert twilio.sent[0].callback.endswith("?message=1")


@pytest.mark.parametrize(
    ("trouble", "error", "code"),
    [
        (Trouble(400, 21610), gateway.NotSent, 21610),
        (Trouble(400, 21614), gateway.NotSent, 21614),
        (Trouble(401, 20003), gateway.Shut, 20003),
        (Trouble(404, 20404), gateway.Shut, 20404),
        (Trouble(400, 21611), gateway.Later, 21611),
        (Trouble(429, 20429), gateway.Later, 20429),
        (Trouble(500, 20500, taken=True), gateway.NotKnown, None),
        (Trouble(503, 0), gateway.NotKnown, None),
        (Trouble("drop", taken=True), gateway.NotKnown, None),
        (Trouble("hang", taken=True), gateway.NotKnown, None),
    ],
)
def test_every_trouble_says_whether_the_text_may_have_left(twilio, monkeypatch, trouble, error, code):
    if trouble.status == "hang":
        monkeypatch.setattr(gateway, "TIMEOUT", 0.3)
    twilio.next_troubles = [trouble]
    with pytest.raises((gateway.NotSent, gateway.NotKnown)) as caught:
        send()
    assert type(caught.value) is error
    assert getattr(caught.value, "code", None) == code


def test_a_service_that_cannot_be_reached_is_tried_later(twilio, settings):
    settings.TWILIO_API_URL = "http://127.0.0.1:9"
    with pytest.raises(gateway.Later):
        send()


def test_the_proxy_of_the_environment_is_used_and_may_be_out_of_reach(twilio, settings, monkeypatch):
    settings.TWILIO_API_URL = "http://api.example.org"
    monkeypatch.setenv("http_proxy", twilio.url)
    monkeypatch.delenv("no_proxy", raising=False)
    wire._pool.cache_clear()
    assert send().sid == twilio.sent[0].sid
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    wire._pool.cache_clear()
    with pytest.raises(gateway.Later):
        send()
    wire._pool.cache_clear()


def test_connections_are_kept(twilio):
    for _text in range(5):
        send()
    assert len(twilio.connections) == 1


def test_console_and_simulator_send_nothing(settings, capsys):
    settings.SMS_BACKEND = "console"
    assert send().status == "sent"
    assert "Hello" in capsys.readouterr().out
    settings.SMS_BACKEND = "simulator"
    assert send().status == "delivered"


def test_the_addresses_twilio_is_told():
    assert (reverse("sms_inbound"), reverse("sms_status")) == ("/sms/inbound/", "/sms/status/")


class TestTheList:
    def test_it_is_read_page_by_page_to_its_end(self, twilio):
        twilio.page_size = 2
        for n in range(5):
            send(body=f"text {n}")
        listed = gateway.list_messages(to="+13475550100", sender="+17185550100")
        assert {text.body for text in listed} == {f"text {n}" for n in range(5)}
        assert len(twilio.asked) == 3
        assert not any(text.is_inbound for text in listed)

    def test_it_tells_the_phones_and_the_days_apart(self, twilio):
        old = twilio.keep(From="+13475550100", To="+17185550100", Body="old", NumMedia="2")
        old.created -= timedelta(days=2)
        new = twilio.keep(From="+13475550100", To="+17185550100", Body="new")
        send(to="+13475550111")
        day_ago = timezone.now() - timedelta(days=1)
        assert [text.sid for text in gateway.list_messages(to="+17185550100", since=day_ago)] == [new.sid]
        _new, older = gateway.list_messages(to="+17185550100")
        assert older == (old.sid, old.to, old.sender, "old", "received", None, old.created, 2, True)

    @pytest.mark.parametrize("trouble", [Trouble(500), Trouble(401, 20003)])
    def test_half_a_list_is_none(self, twilio, trouble):
        twilio.page_size = 1
        for _text in range(2):
            send()
        twilio.list_troubles = [None, trouble]
        with pytest.raises(gateway.NotListed):
            gateway.list_messages(to="+13475550100")

    def test_where_no_carrier_is_there_is_no_list(self, settings):
        settings.SMS_BACKEND = "simulator"
        assert gateway.list_messages(to="+13475550100") == []
