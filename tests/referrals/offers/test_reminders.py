"""Notices: at set times, once each, without a name; then the Ambassador's."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.utils import timezone, translation

from community.models import Message
from referrals.models import Offer, OfferNotice, Service
from referrals.offers.home import todos
from referrals.offers.jobs import mail_one, remind_all, remind_one
from referrals.offers.services import accept_offer, decline_offer, put_on_waiting_list, remind
from referrals.offers.wordings import text_of
from tests.architecture.test_texts_fit import ONE_PART, PLAIN
from tests.factories.offers import receiver, sent
from tests.factories.people import provider

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def tom(clinic, ana):
    ana.email = "ana@example.org"
    ana.save()
    return receiver(clinic, email="tom@example.org").checked_by


@pytest.fixture
def offer(clinic, tom):
    return sent(clinic, Service.objects.get(checked_by=tom), child_name="Zephyrine Canary")


def later(days, run_jobs):
    with time_machine.travel(timezone.now() + days * DAY, tick=False):
        remind_all()
        run_jobs()
        remind_all()
        run_jobs()


def test_the_news_goes_by_mail_and_text_at_once_and_only_once(offer, tom, run_jobs):
    run_jobs()
    remind_one(offer.pk)
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [["tom@example.org"]]
    assert Message.objects.filter(once_key__startswith="offer:").count() == 1


def test_reminders_come_at_their_days_and_then_the_ambassador_hears(offer, tom, ana, run_jobs):
    run_jobs()
    told = []
    for days in (0.5, 1.1, 2, 3.1, 4.1, 9):
        later(days, run_jobs)
        told.append([letter.to[0] for letter in mail.outbox])
        mail.outbox.clear()
    tom_, ana_ = "tom@example.org", "ana@example.org"
    assert told == [[tom_], [tom_], [], [tom_], [ana_], []]
    offer.refresh_from_db()
    assert offer.escalated_at is not None
    with time_machine.travel(timezone.now() + 5 * DAY):
        assert "1 family waits, and the organization does not answer" in [todo.text for todo in todos(ana)]


def test_late_jobs_send_only_the_last_that_is_due(offer, tom, ana, run_jobs):
    run_jobs()
    mail.outbox.clear()
    later(10, run_jobs)
    assert sorted(letter.to[0] for letter in mail.outbox) == ["ana@example.org", "tom@example.org"]


@pytest.mark.parametrize("answer", ["accept", "decline", "wait"])
def test_an_answer_ends_the_reminders_even_those_on_their_way(answer, offer, tom, run_jobs):
    {
        "accept": lambda: accept_offer(offer, by=tom),
        "decline": lambda: decline_offer(offer, reason="full", by=tom),
        "wait": lambda: put_on_waiting_list(offer, expected_on=None, by=tom),
    }[answer]()
    run_jobs()
    later(6, run_jobs)
    assert mail.outbox == []


def test_no_notice_names_anybody(offer, tom, ana, run_jobs, caplog):
    run_jobs()
    for days in (2, 5):
        later(days, run_jobs)
    said = [f"{letter.subject} {letter.body}" for letter in mail.outbox]
    said += [message.body for message in Message.objects.filter(once_key__startswith="offer:")]
    assert len(said) >= 4
    for words in [*said, caplog.text]:
        for secret in (
            "Zephyrine",
            "Canary",
            "Wideline",
            tom.organisation.name,
            "Evaluations",
            "Intervention",
        ):
            assert secret not in words


def test_only_those_are_told_who_can_answer(offer, tom, clinic, community, run_jobs):
    provider(community, email="other@example.org")
    run_jobs()
    assert {notice.person for notice in OfferNotice.objects.all()} == {tom}


def test_jobs_about_what_is_gone_do_nothing(db, run_jobs):
    remind_one(999_999)
    mail_one(999_999)
    assert not Offer.objects.exists()


def test_a_mail_that_did_not_leave_is_tried_again(offer, tom, run_jobs, monkeypatch):
    notice = OfferNotice.objects.create(offer=offer, person=tom, number=9)

    def fails(*_args):
        raise ConnectionError

    monkeypatch.setattr("referrals.offers.services.reminding.send_mail", fails)
    with pytest.raises(ConnectionError):
        mail_one(notice.pk)
    monkeypatch.undo()
    mail_one(notice.pk)
    mail_one(notice.pk)
    assert len(mail.outbox) == 1
    assert remind(offer) == 1


@pytest.mark.parametrize("language", ["en", "es", "ht"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_text_fits_one_part(language, number, community):
    community.name = "Brownsville Families"
    with translation.override(language):
        words = text_of(community, number)
    assert len(words) <= ONE_PART
    assert set(words) <= PLAIN
