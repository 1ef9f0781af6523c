"""Each question at its moment, what an answer leads to, and what can never be."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from community.core.errors import Refused
from community.core.owned import Unchangeable
from community.messaging.services import receive_text
from community.models import Message
from referrals.family.rules import Worry
from referrals.family.services import note_answer
from referrals.models import Answer, Asked
from referrals.tracking.services import close_referral, take_step
from tests.factories.referrals import PARENT_PHONE, answered, refer
from tests.referrals.family.conftest import NOON, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def says(community, *digits, phone=PARENT_PHONE):
    """The parent texts these digits; what is said back last."""
    for digit in digits:
        sid = f"SM{Message.objects.count():032}"
        receive_text(community=community, phone=phone, body=digit, sid=sid)
    return Message.objects.filter(direction="out").order_by("pk").last().body


@pytest.mark.parametrize(
    ("state", "days", "words"),
    [
        ("contacted", 22, "Did you go? 1 yes 2 no"),
        ("consented", 15, "Did you go? 1 yes 2 no"),
        ("consented", 13, None),
        ("consented", 36, None),
        ("evaluated", 22, "Do you want help? 1 yes 2 no"),
        ("eligible", 20, None),
        ("plan", 59, "Do you want help? 1 yes 2 no"),
        ("services", 29, None),
        ("services", 31, "Is it going well? 1 yes 2 no"),
        ("services", 400, "Is it going well? 1 yes 2 no"),
    ],
)
def test_each_question_has_its_moment(clinic, run_jobs, state, days, words):
    refer(clinic, days_ago=days, state=state)
    bodies = [message.body for message in asked(run_jobs)]
    assert bodies == ([f"Brownsville Families: hello. {words}"] if words else [])


def test_how_it_goes_is_asked_again_a_season_later(clinic, run_jobs, clock):
    referral = refer(clinic, days_ago=31, state="services")
    assert len(asked(run_jobs)) == 1
    clock.move_to(NOON + datetime.timedelta(days=89))
    assert len(asked(run_jobs)) == 1
    clock.move_to(NOON + datetime.timedelta(days=91))
    assert len(asked(run_jobs)) == 2
    assert list(Asked.objects.filter(referral=referral).values_list("question", "moment")) == [
        ("well", 1),
        ("well", 2),
    ]


@pytest.mark.parametrize(("state", "days"), [("contacted", 22), ("services", 31)])
def test_where_it_does_not_go_well_help_is_offered_and_a_yes_is_told_at_once(
    clinic, ana, run_jobs, state, days
):
    referral = refer(clinic, days_ago=days, state=state)
    asked(run_jobs)
    assert says(clinic.community, "2") == (
        "Thank you for telling us. To change, text 1. Do you want help? 3 yes 4 no"
    )
    assert says(clinic.community, "2").endswith("Do you want help? 3 yes 4 no"), "the same digits again"
    assert Asked.objects.filter(question="help").count() == 1
    referral.refresh_from_db()
    assert referral.worry == Worry.NONE
    assert says(clinic.community, "3") == "Thank you for telling us. Ana will call you. To change, text 4."
    referral.refresh_from_db()
    assert (referral.worry, referral.call_on) == (Worry.HELP, clinic.community.today())
    assert says(clinic.community, "4") == "Thank you. Text us here when you want help. To change, text 3."
    referral.refresh_from_db()
    assert referral.worry == Worry.NONE
    asked(run_jobs)
    assert Asked.objects.count() == 2, "one question at a time"


def test_a_late_answer_is_told_so_and_not_kept(clinic, ana, run_jobs, clock):
    referral = refer(clinic, days_ago=8)
    asked(run_jobs)
    take_step(referral, "contacted", happened_on=clinic.community.today(), by=clinic)
    take_step(referral, "consented", happened_on=clinic.community.today(), by=clinic)
    late = "That is closed, so this answer does not count: Did they call you?"
    assert says(clinic.community, "2") == late
    assert not Answer.objects.exists()
    other = refer(clinic, days_ago=8, child_name="Xavier", parent_phone="+19295550150", parent_name="Bo Joy")
    asked(run_jobs)
    clock.move_to(NOON + datetime.timedelta(days=15))
    assert says(clinic.community, "2", phone="+19295550150") == late
    assert not Answer.objects.filter(asked__referral=other).exists()


def test_an_answer_that_comes_while_the_referral_ends_is_refused(clinic, run_jobs):
    referral = refer(clinic, days_ago=8)
    asked(run_jobs)
    close_referral(referral, reason="moved_city", happened_on=clinic.community.today(), by=clinic)
    with pytest.raises(Refused, match="is over"):
        note_answer(referral, "called", "called", channel="text")


def test_two_parents_on_one_phone_answer_each_for_their_own(clinic, ana, run_jobs):
    one = refer(clinic, days_ago=8, parent_name="Wideline Joseph")
    other = refer(clinic, days_ago=8, child_name="Xavier", parent_name="Jean Joseph")
    first, second = asked(run_jobs)
    assert first.body == "Wideline: Brownsville Families: hello from Ana. Did they call you? 1 yes 2 no"
    assert second.body == "Jean: Brownsville Families: hello from Ana. Did they call you? 3 yes 4 no"
    says(clinic.community, "4", "1")
    answers = dict(Answer.objects.values_list("asked__referral", "value"))
    assert answers == {one.pk: "called", other.pk: "not_yet"}


def test_the_database_itself_keeps_every_answer(clinic):
    referral = refer(clinic)
    answered(referral)
    for model in (Asked, Answer):
        row = model.objects.get()
        with pytest.raises(Unchangeable):
            row.save()
        table = model._meta.db_table
        with (
            pytest.raises(DatabaseError, match="only ever"),
            transaction.atomic(),
            connection.cursor() as raw,
        ):
            raw.execute(f"UPDATE {table} SET id = id")  # noqa: S608
    right = {"asked": Asked.objects.get(), "number": 2, "value": "called", "channel": "text"}
    for wrong in ({"number": 1}, {"number": 0}, {"value": "maybe"}, {"channel": "pigeon"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.create(**{**right, **wrong})
    for wrong in ({}, {"question": "why", "moment": 1}, {"moment": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Asked.objects.create(**{"referral": referral, "question": "called", **wrong})
