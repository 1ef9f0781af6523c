"""The door to Twilio: signatures, and what comes of a text handed over."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from community.messaging import gateway
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
        (Trouble(401, 20003), gateway.NotSent, 20003),
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


def test_console_and_simulator_send_nothing(settings, capsys):
    settings.SMS_BACKEND = "console"
    assert send().status == "sent"
    assert "Hello" in capsys.readouterr().out
    settings.SMS_BACKEND = "simulator"
    assert send().status == "delivered"


def test_the_addresses_twilio_is_told():
    assert (reverse("sms_inbound"), reverse("sms_status")) == ("/sms/inbound/", "/sms/status/")
