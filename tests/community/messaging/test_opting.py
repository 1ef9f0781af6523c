"""STOP, HELP and START."""

import pytest

from community.messaging import services
from community.models import Consent, Message, Thread
from community.people.services import give_consent
from tests.factories.messaging import in_an_hour, last_text_to, plugged, text_from
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    """Two people on one phone who both agreed to texts."""
    rosa = PersonFactory(display_name="Rosa")
    luz = PersonFactory(display_name="Luz", phone=rosa.phone, community=rosa.community)
    for person in (rosa, luz):
        give_consent(person, purpose="texts", wording="You may text me.", language="en")
    return rosa, luz


def texts_out():
    return list(Message.objects.filter(direction="out").order_by("pk").values_list("body", "state"))


def standing_consents():
    return Consent.objects.filter(purpose="texts", withdrawal=None).count()


def test_stop_ends_consent_for_all_on_the_phone_and_drops_what_waits(family):
    rosa, _luz = family
    services.send_text(rosa, lambda: "The board meets on Thursday.")
    text_from(rosa.phone, rosa.community, "ALTO")
    assert standing_consents() == 0
    assert Thread.objects.get().opted_out_at is not None
    (first, first_state), (last, last_state) = texts_out()
    assert (first, first_state) == ("Rosa: The board meets on Thursday.", "dropped")
    assert Message.objects.get(state="dropped").dropped_for == "stopped"
    assert last.endswith("you will get no more texts from us. To get them again, text START.")
    assert last_state == "queued"
    for person in family:
        assert services.send_text(person, lambda: "Hello") is None


def test_stop_is_confirmed_once_and_the_confirmation_leaves(family, run_jobs):
    rosa, _luz = family
    for word in ("STOP", "stop", "Basta!"):
        text_from(rosa.phone, rosa.community, word)
    run_jobs()
    assert [state for _body, state in texts_out()] == ["sent"]


def test_a_stop_that_twilio_has_answered_is_obeyed_without_a_word(family):
    rosa, _luz = family
    text_from(rosa.phone, rosa.community, "no quiero", OptOutType="STOP")
    assert Thread.objects.get().opted_out_at is not None
    assert texts_out() == []
    text_from(rosa.phone, rosa.community, "START", OptOutType="START")
    assert Thread.objects.get().opted_out_at is None
    assert texts_out() == []


def test_start_brings_texts_and_consent_back(family):
    rosa, _luz = family
    text_from(rosa.phone, rosa.community, "STOP")
    text_from(rosa.phone, rosa.community, "Komanse")
    assert Thread.objects.get().opted_out_at is None
    assert standing_consents() == 2
    consent = Consent.objects.filter(person=rosa).latest("pk")
    assert (consent.channel, consent.wording) == ("text", last_text_to(rosa))
    assert services.send_text(rosa, lambda: "Hello") is not None


def test_start_from_a_phone_that_never_stopped_changes_no_consent(family):
    rosa, _luz = family
    text_from(rosa.phone, rosa.community, "START")
    assert Consent.objects.count() == 2
    assert "you will get our texts" in last_text_to(rosa)


def test_help_says_who_we_are_and_nothing_goes_to_a_stopped_phone(family):
    rosa, _luz = family
    text_from(rosa.phone, rosa.community, "Ayuda")
    assert last_text_to(rosa).startswith(rosa.community.name)
    text_from(rosa.phone, rosa.community, "STOP")
    sent = len(texts_out())
    for body in ("HELP", "hello?", "7", ""):
        text_from(rosa.phone, rosa.community, body)
    assert len(texts_out()) == sent
    assert Thread.objects.get().waiting_since is not None, "a person still reads what comes"


def test_a_stopped_phones_vote_still_counts_in_silence(family):
    rosa, _luz = family
    heard = []
    with plugged("test", lambda question, value, message: heard.append(value) or "Got it."):
        services.open_question(rosa, handler="test", subject_id=1, values=["yes"], expires_at=in_an_hour())
        text_from(rosa.phone, rosa.community, "STOP")
        sent = len(texts_out())
        text_from(rosa.phone, rosa.community, "1")
    assert heard == ["yes"]
    assert len(texts_out()) == sent


def test_a_phone_in_two_communities_leaves_one_of_them(family):
    rosa, _luz = family
    there = PersonFactory(phone=rosa.phone)
    heard = []
    with plugged("test", lambda question, value, message: heard.append(question.person) or "Got it."):
        for person in (rosa, there):
            asked = services.open_question(
                person, handler="test", subject_id=1, values=["yes"], expires_at=in_an_hour()
            )
            assert asked == {"yes": 1}
        text_from(rosa.phone, rosa.community, "STOP")
        text_from(rosa.phone, there.community, "1")
    assert heard == [there]
    assert services.send_text(rosa, lambda: "Hello") is None
    assert services.send_text(there, lambda: "Hello") is not None


def test_a_plain_sentence_stops_as_stop_does(family):
    rosa, _luz = family
    text_from(rosa.phone, rosa.community, "Por favor no me manden más mensajes 🙏")
    assert Thread.objects.get().opted_out_at is not None
    assert standing_consents() == 0
    assert "you will get no more texts" in last_text_to(rosa)


def test_a_start_that_overtakes_the_confirmation_of_a_stop_takes_it_back(family, run_jobs):
    rosa, _luz = family
    for word in ("STOP", "start please"):
        text_from(rosa.phone, rosa.community, word)
    run_jobs()
    (stopped, was), (started, became) = texts_out()
    assert "no more texts" in stopped
    assert was == "dropped"
    assert "our texts again" in started
    assert became == "sent"
