"""The stand-in itself, asked by Twilio's own library: what other tests prove rests on it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from twilio.rest import Client

from community.messaging import gateway
from tests.stand_in import StandIn, Trouble

OURS, ROSA, DARNELL = "+17185550100", "+13475550101", "+13475550102"
NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:9/sms/inbound/"


@pytest.fixture
def twilio(settings):
    with StandIn() as stand_in:
        settings.TWILIO_API_URL = stand_in.url
        yield stand_in
        gateway._client.cache_clear()


@pytest.fixture
def client(twilio) -> Client:
    return gateway._client(twilio.account, twilio.token)


def test_the_list_holds_both_ways_newest_first(twilio, client):
    twilio.outcome = "delivered"
    twilio.keep(From=ROSA, To=OURS, Body="hello")
    client.messages.create(to=ROSA, from_=OURS, body="hi")
    found = client.messages.list()
    assert [(text.direction, text.status, text.from_, text.body) for text in found] == [
        ("outbound-api", "delivered", OURS, "hi"),
        ("inbound", "received", ROSA, "hello"),
    ]
    assert client.messages(found[0].sid).fetch().body == "hi"


def test_the_list_is_sifted_by_number_and_moment(twilio, client):
    with time_machine.travel(NOON, tick=False) as clock:
        for _hour in range(4):
            twilio.keep(From=ROSA, To=OURS, Body=datetime.now(UTC).strftime("%H"))
            twilio.keep(From=DARNELL, To=OURS, Body="not asked for")
            clock.shift(timedelta(hours=1))
    asked = client.messages.list(
        from_=ROSA, date_sent_after=NOON + timedelta(hours=1), date_sent_before=NOON + timedelta(hours=2)
    )
    assert [text.body for text in asked] == ["19", "18"]
    assert len(client.messages.list(to=OURS)) == 8
    assert client.messages.list(to=ROSA) == []
    assert len(client.messages.list(date_sent="2026-11-24")) == 8
    assert client.messages.list(date_sent="2026-11-25") == []


def test_pages_follow_each_other_whatever_comes_meanwhile(twilio, client):
    sids = [twilio.keep(From=ROSA, To=OURS, Body=str(number)).sid for number in range(7)]
    seen = []
    for text in client.messages.stream(to=OURS, page_size=3):
        seen.append(text.sid)
        twilio.keep(From=ROSA, To=OURS, Body="later")
    assert seen == sids[::-1]


def test_a_share_of_the_texts_is_taken_without_an_answer(twilio, settings):
    settings.SMS_BACKEND, settings.TWILIO_ACCOUNT_SID = "twilio", twilio.account
    settings.TWILIO_AUTH_TOKEN = twilio.token
    twilio.trouble_share, twilio.share_trouble = 0.25, Trouble("drop", taken=True)
    unknown = 0
    for number in range(100):
        try:
            gateway.send(to=ROSA, sender=OURS, body=str(number), callback="")
        except gateway.NotKnown:
            unknown += 1
    assert 15 <= unknown <= 35
    assert twilio.bodies_to(ROSA) == [str(number) for number in range(100)]


def test_a_text_is_brought_twice_then_to_the_fallback_then_only_listed(twilio, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "tests.stand_in.webhooks.post", lambda address, fields, _token: asked.append((address, fields)) or 500
    )
    text = twilio.keep(From=ROSA, To=OURS, Body="hello")
    assert twilio.bring(text, "http://one/", "http://two/") == "list"
    assert [address for address, _fields in asked] == ["http://one/", "http://one/", "http://two/"]
    assert {fields["MessageSid"] for _address, fields in asked} == {text.sid}
    assert asked[2][1]["ErrorUrl"] == "http://one/"


def test_nobody_there_is_a_failed_delivery(twilio):
    assert twilio.bring(twilio.keep(From=ROSA, To=OURS, Body="hello"), NOWHERE) == "list"
