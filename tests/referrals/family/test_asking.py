"""A week later: did they call you? And the other questions, each at its moment."""

import datetime

import pytest
import time_machine
from django.utils import timezone, translation
from django_q.models import Schedule

from community.messaging.services import receive_text
from community.models import AuditLine, Consent, Message, ReplyExpectation, Thread
from community.people.services import withdraw_consent
from referrals.family import words
from referrals.family.jobs import ask_one_family
from referrals.family.rules import QUESTIONS
from referrals.family.selectors import said_by
from referrals.models import Answer, Asked
from referrals.tracking.services import close_referral, take_step
from tests.factories.referrals import PARENT_PHONE, answered, refer
from tests.referrals.family.conftest import NOON, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

# Words that must never reach a kitchen table, in three languages.
SECRET = (
    *("zephyrine", "clinic", "early intervention", "intervention", "speech", "delay", "development"),
    *("disability", "diagnos", "evaluat", "therapy", "child", "referral"),
    *("intervención", "temprana", "retraso", "desarrollo", "terapia", "niñ", "hij", "evalua", "remisi"),
    *("entèvansyon", "bonè", "reta", "devlopman", "terapi", "timoun", "pitit", "evalye", "referans"),
)


def test_a_week_after_logging_the_parent_is_asked_once(clinic, ana, run_jobs):
    referral = refer(clinic, days_ago=8)
    (message,) = asked(run_jobs)
    assert message.body == "Brownsville Families: hello from Ana. Did they call you? 1 yes 2 no"
    assert message.thread.phone == PARENT_PHONE
    assert not Answer.objects.exists()
    assert asked(run_jobs) == [message]
    ask_one_family(referral.pk)
    assert Asked.objects.count() == 1
    assert AuditLine.objects.filter(verb="ask_family", subject_id=referral.pk).count() == 1


@pytest.mark.parametrize(("days", "count"), [(6, 0), (8, 1), (20, 1), (22, 0)])
def test_not_before_a_week_and_not_after_three(clinic, ana, run_jobs, days, count):
    refer(clinic, days_ago=days)
    assert len(asked(run_jobs)) == count


def test_not_at_night_so_that_no_question_waits_while_the_child_dies(clinic, ana, clock, run_jobs):
    referral = refer(clinic, days_ago=8)
    other = refer(clinic, child_name="Xavier", days_ago=8, parent_phone="+19295550150")
    clock.move_to(NOON + datetime.timedelta(hours=12))
    assert asked(run_jobs) == []
    assert not ReplyExpectation.objects.exists()
    close_referral(referral, reason="died", happened_on=clinic.community.today(), by=clinic)
    clock.move_to(NOON + datetime.timedelta(hours=20, minutes=1))  # 8:01 in the morning
    (message,) = asked(run_jobs)
    assert message.person == other.child.parent


def test_without_an_ambassador_the_community_itself_asks(clinic, run_jobs):
    refer(clinic, days_ago=8)
    (message,) = asked(run_jobs)
    assert message.body == "Brownsville Families: hello. Did they call you? 1 yes 2 no"


def test_only_with_consent_to_texts(clinic, ana, run_jobs):
    referral = refer(clinic, days_ago=8, may_text=False)
    assert asked(run_jobs) == []
    Consent.objects.create(
        person=referral.child.parent, purpose="texts", wording="yes", language="en", channel="paper"
    )
    assert len(asked(run_jobs)) == 1


def test_consent_to_other_texts_is_none_to_these(clinic, ana, run_jobs):
    earlier = refer(clinic, child_name="Xavier", days_ago=40)
    assert Consent.objects.filter(person=earlier.child.parent, purpose="texts").exists()
    referral = refer(clinic, days_ago=8, may_text=False)
    assert referral.child.parent == earlier.child.parent
    assert asked(run_jobs) == []


@pytest.mark.parametrize("purpose", ["texts", "referral"])
def test_not_after_consent_was_withdrawn(clinic, ana, run_jobs, purpose):
    referral = refer(clinic, days_ago=8)
    withdraw_consent(referral.child.parent, purpose=purpose, channel="voice")
    assert asked(run_jobs) == []


def test_not_a_phone_that_said_stop(clinic, ana, run_jobs):
    refer(clinic, days_ago=8)
    receive_text(community=clinic.community, phone=PARENT_PHONE, body="STOP", sid="SM" + "1" * 32)
    before = Message.objects.filter(direction="out").count()
    assert len(asked(run_jobs)) == before
    assert not Asked.objects.exists()
    assert not ReplyExpectation.objects.filter(closed_at=None).exists()


def test_a_phone_the_carrier_has_blocked_is_left_without_an_open_question(clinic, ana, run_jobs):
    referral = refer(clinic, days_ago=8)
    Thread.objects.create(community=clinic.community, phone=PARENT_PHONE, opted_out_at=timezone.now())
    assert asked(run_jobs) == []
    assert not Asked.objects.filter(referral=referral).exists()
    assert not ReplyExpectation.objects.filter(closed_at=None).exists()


def test_not_once_it_was_evaluated_or_closed(clinic, ana, run_jobs):
    refer(clinic, days_ago=8, state="evaluated")
    other = refer(clinic, days_ago=8, child_name="Xavier", parent_phone="+19295550150")
    close_referral(other, reason="moved_city", happened_on=clinic.community.today(), by=clinic)
    assert asked(run_jobs) == []


def test_a_parent_of_two_is_asked_about_one_at_a_time(clinic, ana, run_jobs):
    refer(clinic, days_ago=8)
    refer(clinic, days_ago=8, child_name="Xavier")
    assert len(asked(run_jobs)) == 1
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8)):
        assert len(asked(run_jobs)) == 2


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize(
    ("digit", "answer", "words"),
    [
        (
            "1",
            "called",
            "Thank you, good to know: they called. Text us here if you need help. To change, text 2.",
        ),
        (
            "2",
            "not_yet",
            "Thank you for telling us: nobody called yet. Ana will call you. To change, text 1.",
        ),
    ],
)
def test_the_answer_stands_beside_the_status_and_the_echo_says_what_happens_next(
    clinic, run_jobs, digit, answer, words
):
    referral = refer(clinic, days_ago=8)
    asked(run_jobs)
    receive_text(community=clinic.community, phone=PARENT_PHONE, body=digit, sid="SM" + "2" * 32)
    assert Answer.objects.get(asked__referral=referral).value == answer
    assert Message.objects.filter(direction="out").last().body == words
    line = AuditLine.objects.get(verb="family_answer")
    assert (line.actor, line.to_state, line.channel) == (referral.child.parent, f"called:{answer}", "text")


def test_the_family_may_change_its_mind(clinic, ana, run_jobs):
    referral = refer(clinic, days_ago=8)
    asked(run_jobs)
    for number, digit in enumerate("212"):
        receive_text(community=clinic.community, phone=PARENT_PHONE, body=digit, sid=f"SM{number:032}")
    kept = Answer.objects.order_by("number").values_list("value", flat=True)
    assert list(kept) == ["not_yet", "called", "not_yet"]
    assert said_by([referral.pk])[referral.pk][0].value == "not_yet"


def test_the_question_is_put_away_once_it_is_answered_by_events(clinic, ana, run_jobs):
    referral = refer(clinic, days_ago=8)
    asked(run_jobs)
    today = clinic.community.today()
    take_step(referral, "contacted", happened_on=today, by=clinic)
    assert ReplyExpectation.objects.filter(closed_at=None).count() == 1
    take_step(referral, "consented", happened_on=today, by=clinic)
    assert not ReplyExpectation.objects.filter(closed_at=None).exists()


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_no_text_names_a_child_a_provider_or_a_service(clinic, ana, run_jobs, language):
    refer(clinic, days_ago=8, language=language, parent_name="Rose Joseph")
    asked(run_jobs)
    for number, digit in enumerate("12"):
        receive_text(community=clinic.community, phone=PARENT_PHONE, body=digit, sid=f"SM{number:032}")
    texts = list(Message.objects.filter(direction="out").values_list("body", "language"))
    assert len(texts) == 3
    with translation.override(language):
        for question in QUESTIONS.values():
            numbers = dict.fromkeys(question.choices, 1)
            texts += [(words.text(question, clinic.community, numbers), language)]
            texts += [(words.echo(question, value, clinic.community), language) for value in numbers]
    for body, spoken in texts:
        assert spoken == language
        assert [word for word in SECRET if word in body.casefold()] == []
        assert clinic.organisation.name not in body
        assert "Joseph" not in body


def test_the_hourly_look_is_scheduled_once(clinic):
    refer(clinic)
    refer(clinic, child_name="Xavier")
    schedule = Schedule.objects.get(func="referrals.family.jobs.ask_families")
    assert schedule.minutes == 60


def test_an_answer_survives_that_the_referral_has_closed(clinic, ana):
    referral = refer(clinic, days_ago=8)
    answered(referral)
    close_referral(referral, reason="refused", happened_on=clinic.community.today(), by=clinic)
    assert said_by([referral.pk])[referral.pk][0].value == "not_yet"
