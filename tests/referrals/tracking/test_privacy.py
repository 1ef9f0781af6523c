"""What must stand nowhere but on the pages of those who follow a child."""

import datetime
import logging

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from community.models import AuditLine, Message
from referrals.family.jobs import ask_families
from tests.factories.people import signed_in, staff
from tests.factories.referrals import refer, typed

pytestmark = pytest.mark.django_db


def test_nothing_personal_in_logs_jobs_addresses_or_texts(clinic, community, run_jobs, caplog):
    """A canary: a child and a parent with names and a phone that stand nowhere else."""
    caplog.set_level(logging.DEBUG)
    browser = signed_in(clinic)
    born = timezone.localdate() - datetime.timedelta(days=500)
    answer = browser.post(
        reverse("referral_new"),
        typed(child_name="Quetzalia", parent_name="Ottoline Pemberly", parent_phone="347-555-0177"),
        follow=True,
    )
    browser.post(reverse("referral_new"), typed(child_name="Quetzalia", birth_date="2099-01-01"))
    browser.get(reverse("referrals"))
    in_a_week = timezone.localdate() + datetime.timedelta(days=8)
    noon = datetime.datetime.combine(in_a_week, datetime.time(12), tzinfo=community.zone)
    with time_machine.travel(noon.astimezone(datetime.UTC), tick=False):
        ask_families()
        queued = [row.payload for row in OrmQ.objects.all()] + [str(row.task) for row in OrmQ.objects.all()]
        run_jobs()
    canaries = ("Quetzalia", "Ottoline", "Pemberly", "5550177", "555-0177", born.isoformat())
    addresses = [url for url, _status in answer.redirect_chain]
    schedules = [str(values) for values in Schedule.objects.values_list("name", "args", "kwargs")]
    texts = list(Message.objects.values_list("body", flat=True))
    audit = [str(values) for values in AuditLine.objects.values_list("verb", "why", "from_state", "to_state")]
    assert len(texts) == 1
    logged = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    for place in (logged, queued, schedules, addresses, texts, audit):
        assert [(canary, line) for canary in canaries for line in place if canary in line] == []


@pytest.mark.parametrize("role", ["coordinator", "facilitator", "finance"])
def test_a_person_s_own_page_does_not_say_that_a_child_was_referred(clinic, community, role):
    referral = refer(clinic)
    page = signed_in(staff(community, role)).get(reverse("person", args=[referral.child.parent_id]))
    assert page.status_code == 200
    text = page.content.decode()
    assert "receiving texts" in text
    for secret in ("Early Intervention", "referral for their child", clinic.organisation.name, "Zephyrine"):
        assert secret not in text
