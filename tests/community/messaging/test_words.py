"""What the staff reads of a text: how far it came, why it did not arrive, and what to do."""

import csv
from pathlib import Path

import pytest
from django.utils import timezone, translation

from community.messaging import rules, services, words
from community.messaging.models import Message
from community.messaging.selectors import open_thread
from tests.factories.people import PersonFactory

SELECTED = Path(__file__).parents[3] / "data" / "sms" / "twilio_error_codes_selected.csv"
CODES = [int(row["code"]) for row in csv.DictReader(SELECTED.read_text().splitlines())]

pytestmark = pytest.mark.django_db


def texts_in(thread):
    return open_thread(thread.community, thread.pk, last=9).texts


def text(state, code=None, **more):
    message = services.send_text(PersonFactory(), lambda: "Hello")
    Message.objects.filter(pk=message.pk).update(state=state, error_code=code, **more)
    message.refresh_from_db()
    return message


@pytest.mark.parametrize("language", ["en", "es", "ht"])
@pytest.mark.parametrize("code", CODES)
def test_every_selected_code_is_worded_in_every_language(code, language):
    message = text("failed", code)
    with translation.override(language):
        reason, advice = words.trouble_of(message), words.advice_for(message)
    assert reason
    assert advice
    assert str(code) not in reason
    if language != "en":
        assert (reason, advice) != (words.trouble_of(message), words.advice_for(message))


def test_there_are_codes():
    assert len(CODES) >= 27


def test_the_reason_names_what_happened_and_not_another_thing():
    reasons = {code: words.trouble_of(text("failed", code)) for code in CODES}
    assert "STOP" in reasons[21610]
    assert "landline" in reasons[30006]
    assert "spam" in reasons[30007]
    assert len(set(reasons.values())) >= 24


def test_a_code_that_we_do_not_know_is_shown():
    message = text("failed", 63038)
    assert "63038" in words.trouble_of(message)
    assert words.advice_for(message) == "Call, or ask for another number."


@pytest.mark.parametrize(
    ("state", "more", "said", "trouble", "advice"),
    [
        ("queued", {}, "waiting to be sent", "", ""),
        ("sent", {}, "sent", "", ""),
        ("delivered", {}, "delivered", "", ""),
        ("failed", {"code": 30006}, "failed", "landline", "Call"),
        ("failed", {"code": 30008}, "failed", "did not say why", "send it again later"),
        ("failed", {"code": None}, "failed", "for a day", "send it again later"),
        ("unknown", {}, "not known", "The line broke", "Wait"),
        ("queued", {"code": 20429}, "waiting to be sent", "too many", "tried again by itself"),
        ("queued", {"code": 20003}, "waiting to be sent", "does not accept our account", "is sent once"),
        ("dropped", {"dropped_for": "closed"}, "not sent: the question was closed", "", ""),
        ("dropped", {}, "not sent", "", ""),
    ],
)
def test_state_reason_and_advice(state, more, said, trouble, advice):
    message = text(state, **more)
    assert words.state_words(message) == said
    for expected, shown in ((trouble, words.trouble_of(message)), (advice, words.advice_for(message))):
        assert expected in shown
        assert bool(expected) == bool(shown)


def test_a_failure_that_is_tried_again_says_so_and_the_page_asks_once(django_assert_num_queries):
    message = text("failed", 30008)
    again = Message(
        thread=message.thread, direction="out", state="queued", body="Hello", first_try=message, attempt=2
    )
    again.save()
    assert words.state_words(message) == "failed, and is tried again"
    home, key = message.thread.community, message.thread_id
    with django_assert_num_queries(1):
        first, second = open_thread(home, key, last=9).texts
        assert words.advice_for(first) == "Wait: it is tried again by itself."
    Message.objects.filter(pk=again.pk).update(state="failed", error_code=30008, claimed_at=timezone.now())
    _first, second = texts_in(message.thread)
    assert words.state_words(second) == "failed"


def test_what_may_pass_is_never_called_hopeless():
    hopeless = str(words.advice_for(text("failed", 30006)))
    for code in rules.MAY_PASS:
        assert words.advice_for(text("failed", code)) != hopeless or code not in CODES
