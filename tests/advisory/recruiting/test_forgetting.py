"""Who did not join is forgotten when the charter's time is over; nothing of them stays in the audit."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from advisory.models import Applicant, GatheringNote, Guest
from advisory.recruiting import jobs, services
from community.models import AuditLine, Person
from tests.factories.boards import chartered, house
from tests.factories.people import member
from tests.factories.recruiting import guest_of, interested, interviewed, voted

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)


def days_later(days):
    return time_machine.travel(timezone.now() + days * A_DAY, tick=False)


def test_a_turned_down_applicant_is_forgotten_with_every_note():
    group, coordinator = house()
    chartered(group, forget_after_days=30)
    (applicant,) = interviewed(group, coordinator)
    services.keep_note(guest_of(applicant), words="canary note", criterion="", by=coordinator)
    services.decline(applicant, reason="canary reason", by=coordinator)
    with days_later(29):
        jobs.forget_old_applicants()
        assert Applicant.objects.count() == 1
    with days_later(31):
        jobs.forget_old_applicants()
        jobs.forget_old_applicants()
    assert not Applicant.objects.exists()
    assert not Guest.objects.exists()
    assert not GatheringNote.objects.exists()
    assert Person.objects.filter(pk=applicant.person_id).exists()
    assert not AuditLine.objects.filter(why__contains="canary").exists()
    assert AuditLine.objects.filter(subject_id=applicant.pk, verb="forget").count() == 1


@pytest.mark.parametrize("ends", ["waits", "withdraws"])
def test_those_on_the_way_are_not_forgotten(ends):
    group, coordinator = house()
    applicant = interested(group)
    if ends == "withdraws":
        services.withdraw(applicant, reason="", by=coordinator)
    with days_later(181):
        assert services.forget_old_applicants(timezone.now()) == (1 if ends == "withdraws" else 0)


def test_the_ballots_stay_and_name_them_no_longer():
    group, coordinator = house()
    voters = [member(group), member(group)]
    first, second = interviewed(group, coordinator, 2, display_name="Keisha Brown")
    Person.objects.filter(pk=second.person_id).update(display_name="Ana Lopez")
    decision = services.put_to_vote(
        group,
        applicants=[first, second],
        title="Ana L. or Keisha B.",
        method="irv",
        by=coordinator,
        is_secret=False,
    )
    first.refresh_from_db()
    second.refresh_from_db()
    voted(decision, by=coordinator, ballots=[(voter, [[first.place]]) for voter in voters])
    with days_later(181):
        assert services.forget_old_applicants(timezone.now()) == 1
    decision.refresh_from_db()
    names = dict(decision.choices.values_list("place", "title"))
    assert names == {first.place: "Keisha B.", second.place: f"Candidate {second.place}"}
    assert decision.title == "a candidate or Keisha B."
    assert decision.result.winners == [first.place]
    assert Applicant.objects.get() == first
