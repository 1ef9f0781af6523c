"""Counts of months stay in step with the referrals, whatever way those change."""

import datetime
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.core.jobs import run_waiting
from referrals.equity.counting import Key, counts
from referrals.equity.jobs import fold_months
from referrals.equity.models import Folding, MonthCount, StaleMonth
from referrals.equity.rules import bridge
from referrals.equity.services import differences, fold, mark_all
from referrals.models import Child, ChildRace, Referral
from referrals.tracking.life import standing
from referrals.tracking.services import (
    close_referral,
    correct_step,
    reopen_referral,
    take_step,
    transfer_referral,
    undo_step,
)
from referrals.tracking.states import WAY
from tests.factories.people import CommunityFactory, provider
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db
EVER = {"start": datetime.date.min, "end": datetime.date.max}


def kept(community):
    columns = ("dimension", "month", "step", "zip_code", "group", "children")
    return Counter(
        {Key(*key): number for *key, number in MonthCount.objects.of(community).values_list(*columns)}
    )


def naive(community):
    """The same, one referral after the other."""
    found = Counter()
    for one in Referral.objects.of(community).select_related("child"):
        groups = {
            "race": bridge(one.child.races.values_list("category", flat=True)).value,
            "language": one.child.language,
            "sex": one.child.sex,
            "age": one.age_band,
            "source": one.source,
            "provider": str(one.organisation_id),
        }
        taken = [WAY.index(step.state) for step in standing(one.steps.all()) if step.state in WAY]
        steps = {step.value for step in WAY[: max(taken) + 1]}
        for step in steps | ({"closed"} if one.state == "closed" else set()):
            for dimension, group in groups.items():
                month = one.referred_on.replace(day=1)
                found[Key(dimension, month, step, one.child.zip_code, group)] += 1
    return found


def test_each_step_counts_in_the_month_of_the_referral(community, clinic):
    refer(clinic, days_ago=40, state="contacted", races=["black", "hispanic"])
    assert fold(community) == 1
    month = (community.today() - datetime.timedelta(days=40)).replace(day=1)
    by_race = {key: number for key, number in kept(community).items() if key.dimension == "race"}
    assert by_race == {
        Key("race", month, step, "11212", "hispanic"): 1 for step in ("referred", "received", "contacted")
    }


def test_nothing_changed_nothing_folded(community, clinic):
    refer(clinic)
    assert fold(community) == 1
    assert fold(community) == 0
    assert Folding.objects.get(community=community).folded_at is not None


def changes(referral, other):
    """Every way a figure may change, past the services."""
    child, month = referral.child, datetime.timedelta(days=45)
    return {
        "moved": lambda: Child.objects.filter(pk=child.pk).update(zip_code="11207"),
        "speaks": lambda: Child.objects.filter(pk=child.pk).update(language="ht"),
        "said": lambda: ChildRace.objects.bulk_create([ChildRace(child=child, category="white")]),
        "unsaid": lambda: ChildRace.objects.filter(child=child).delete(),
        "another": lambda: Referral.objects.filter(pk=referral.pk).update(organisation=other.organisation),
        "earlier": lambda: Referral.objects.filter(pk=referral.pk).update(
            referred_on=referral.referred_on - month
        ),
        "age": lambda: Referral.objects.filter(pk=referral.pk).update(age_band="0"),
        "step": lambda: take_step(
            referral, "contacted", happened_on=referral.state_since, by=referral.referred_by
        ),
        "end": lambda: close_referral(
            referral, reason="refused", happened_on=timezone.localdate(), by=referral.referred_by
        ),
    }


@pytest.mark.parametrize(
    "what", ["moved", "speaks", "said", "unsaid", "another", "earlier", "age", "step", "end"]
)
def test_whatever_changes_is_counted_again(community, clinic, what):
    referral, other = refer(clinic, days_ago=10), provider(community)
    refer(clinic, child_name="Ruth", parent_phone="+13475550188")
    fold(community)
    before = kept(community)
    changes(referral, other)[what]()
    assert StaleMonth.objects.of(community).exists()
    assert differences(community) == {}, "what is marked is not yet wrong"
    fold(community)
    assert kept(community) == naive(community) != before
    assert not StaleMonth.objects.exists()


def test_a_step_that_did_not_happen_does_not_count(community, clinic):
    referral = refer(clinic, days_ago=5, state="evaluated")
    fold(community)
    assert any(key.step == "evaluated" for key in kept(community))
    undo_step(standing(referral.steps.all())[-1], by=clinic)
    fold(community)
    assert kept(community) == naive(community)
    assert not any(key.step == "evaluated" for key in kept(community))


def test_a_corrected_day_moves_a_referral_to_its_month(community, clinic):
    referral = refer(clinic, days_ago=70)
    first = referral.steps.get()
    day = first.happened_on - datetime.timedelta(days=40)
    fold(community)
    correct_step(first, happened_on=day, by=clinic)
    fold(community)
    assert set(MonthCount.objects.values_list("month", flat=True)) == {day.replace(day=1)}


def test_one_that_was_closed_and_opened_again_is_not_closed(community, clinic):
    referral = refer(clinic, days_ago=5, state="contacted")
    close_referral(referral, reason="refused", happened_on=referral.state_since, by=clinic)
    fold(community)
    assert any(key.step == "closed" for key in kept(community))
    reopen_referral(referral, happened_on=community.today(), by=clinic)
    fold(community)
    assert kept(community) == naive(community)
    assert {key.step for key in kept(community)} == {"referred", "received", "contacted"}


def test_one_that_was_passed_on_counts_once(community, clinic):
    referral = refer(clinic, days_ago=5, state="contacted")
    other = provider(community)
    transfer_referral(referral, receiver=other.organisation, happened_on=community.today(), by=clinic)
    fold(community)
    assert kept(community) == naive(community)
    assert max(kept(community).values()) == 1


def test_a_month_without_referrals_has_no_counts(community, clinic):
    referral = refer(clinic, days_ago=70)
    fold(community)
    Referral.objects.filter(pk=referral.pk).update(
        referred_on=community.today(), state_since=community.today()
    )
    fold(community)
    assert set(MonthCount.objects.values_list("month", flat=True)) == {community.today().replace(day=1)}


lives = st.lists(
    st.tuples(
        st.integers(0, 120),
        st.sampled_from([step.value for step in WAY]),
        st.sets(st.sampled_from(["black", "hispanic", "white", "mena"]), max_size=2),
        st.sampled_from(["11212", "11233"]),
        st.sampled_from(["en", "ht"]),
    ),
    min_size=1,
    max_size=6,
)


@given(lives=lives, again=st.integers(0, 5))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_counts_are_those_of_who_counts_one_by_one(db, lives, again):
    community = CommunityFactory()
    clinics = [provider(community), provider(community)]
    for number, (days, state, races, zip_code, language) in enumerate(lives):
        refer(
            clinics[number % 2],
            days_ago=days,
            state=state,
            races=sorted(races),
            zip_code=zip_code,
            language=language,
            child_name=f"Child {'abcdef'[number]}",
            parent_phone=f"+1347555010{number}",
        )
        if number == again:
            fold(community)
    assert counts(community, **EVER) == naive(community)
    fold(community)
    assert kept(community) == naive(community)
    assert differences(community) == {}


def test_two_communities_are_counted_apart(community, clinic):
    refer(clinic)
    theirs = CommunityFactory()
    refer(provider(theirs), zip_code="10001")
    fold_months()
    run_waiting()
    assert {one.zip_code for one in MonthCount.objects.of(community)} == {"11212"}
    assert kept(theirs) == naive(theirs)


def run(*words):
    out = StringIO()
    call_command("rollup", *words, stdout=out)
    return out.getvalue().strip()


def test_the_command_says_a_difference_and_fails(community, clinic):
    refer(clinic, days_ago=3)
    slug = community.slug
    assert run("verify", "--community", slug) == f"{slug}: the same as the referrals."
    MonthCount.objects.filter(dimension="race").update(children=7)
    month = f"{community.today() - datetime.timedelta(days=3):%Y-%m}"
    with pytest.raises(CommandError, match=f"{slug}, {month}: 1 counts differ"):
        run("verify")
    assert run("rebuild", "--community", slug) == f"{slug}: 1 months were counted anew."
    assert run("verify") == f"{slug}: the same as the referrals."
    with pytest.raises(CommandError, match="no community"):
        run("verify", "--community", "nowhere")


def test_what_is_kept_of_nobody_goes_when_all_is_counted_anew(community):
    MonthCount.objects.create(
        community=community,
        dimension="race",
        month=datetime.date(2025, 3, 1),
        step="referred",
        zip_code="11212",
        group="black",
        children=4,
    )
    assert differences(community) == {datetime.date(2025, 3, 1): 1}
    mark_all(community)
    fold(community)
    assert not MonthCount.objects.exists()
