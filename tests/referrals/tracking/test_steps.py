"""Moving along, and ending."""

import datetime
from itertools import pairwise

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.core.errors import BadInput, NotAllowed, Refused
from community.models import AuditLine
from referrals.models import Referral, Step
from referrals.tracking.services import close_referral, take_step
from referrals.tracking.states import WAY, closing_reasons
from tests.factories.people import member, provider, staff
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db


def test_the_whole_way_with_who_and_when(clinic):
    referral = refer(clinic, days_ago=30)
    for days, step in enumerate(WAY[1:]):
        day = referral.referred_on + datetime.timedelta(days=days * 5)
        take_step(referral, step, happened_on=day, by=clinic)
        assert (referral.state, referral.state_since) == (step, day)
    assert [step.state for step in referral.steps.all()] == list(WAY)
    assert all(
        timezone.now() - step.recorded_at < datetime.timedelta(hours=1) for step in referral.steps.all()[1:]
    )
    lines = AuditLine.objects.filter(subject_type="referrals.Referral", subject_id=referral.pk)
    assert [(line.from_state, line.to_state) for line in lines][1:] == list(pairwise(WAY))
    assert {line.actor for line in lines} == {clinic}


@time_machine.travel("2026-11-24T03:30:00Z", tick=False)
def test_no_step_in_the_future_nor_before_the_one_before(clinic):
    referral = refer(clinic, days_ago=10)
    for day, words in ((datetime.date(2026, 11, 24), "future"), (datetime.date(2026, 11, 12), "earlier")):
        with pytest.raises(BadInput, match=words):
            take_step(referral, "contacted", happened_on=day, by=clinic)
    assert referral.state == "referred"
    assert Step.objects.count() == 1
    take_step(referral, "contacted", happened_on=datetime.date(2026, 11, 20), by=clinic)
    with pytest.raises(BadInput, match="earlier"):
        take_step(referral, "consented", happened_on=datetime.date(2026, 11, 19), by=clinic)


def test_no_step_is_skipped_and_none_goes_back(clinic):
    referral = refer(clinic, state="evaluated", days_ago=2)
    today = clinic.community.today()
    for step in ("plan", "contacted", "received", "closed", "nonsense"):
        with pytest.raises(Refused):
            take_step(referral, step, happened_on=today, by=clinic)
    assert referral.state == "evaluated"


def test_the_same_press_twice_is_one_step(clinic):
    referral = refer(clinic)
    today = clinic.community.today()
    for _press in range(2):
        take_step(referral, "contacted", happened_on=today, by=clinic)
    assert Step.objects.filter(state="contacted").count() == 1
    for _press in range(2):
        close_referral(referral, reason="refused", happened_on=today, by=clinic)
    assert Step.objects.filter(state="closed").count() == 1


@pytest.mark.parametrize("state", WAY)
def test_it_closes_for_the_reasons_of_its_stage_and_no_other(clinic, state):
    referral = refer(clinic, state=state)
    today = clinic.community.today()
    for reason in {"ineligible", "duplicate", "resolved", "nonsense", ""} - set(closing_reasons(state)):
        with pytest.raises(BadInput):
            close_referral(referral, reason=reason, happened_on=today, by=clinic)
    reason = closing_reasons(state)[0]
    close_referral(referral, reason=reason, happened_on=today, by=clinic)
    referral.refresh_from_db()
    assert (referral.state, referral.closed_reason) == ("closed", reason)
    with pytest.raises(Refused):
        take_step(referral, "contacted", happened_on=today, by=clinic)
    with pytest.raises(Refused):
        close_referral(referral, reason="died", happened_on=today, by=clinic)


def test_only_its_own_organisation_and_the_ambassador_move_it(clinic):
    referral = refer(clinic)
    community, today = clinic.community, clinic.community.today()
    board = member(clinic.memberships.get().group)  # on the team, but of no organisation
    for somebody in (provider(community), staff(community), staff(community, "finance"), board):
        with pytest.raises(NotAllowed):
            take_step(referral, "contacted", happened_on=today, by=somebody)
    take_step(referral, "contacted", happened_on=today, by=staff(community, "ambassador"))
    assert referral.state == "contacted"


@pytest.mark.parametrize(
    "wrong", [{"state": "lost"}, {"source": "other"}, {"age_band": "3"}, {"closed_reason": "died"}]
)
def test_the_database_itself_knows_every_state_and_reason(clinic, wrong):
    referral = refer(clinic)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        referral.steps.create(state="lost", happened_on=referral.referred_on, recorded_by=clinic)
