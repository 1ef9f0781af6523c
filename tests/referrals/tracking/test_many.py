"""Many at once and one by one write the same rows."""

import datetime

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.core.errors import Refused
from referrals.models import Child, Referral
from referrals.tracking.services import log_referral, turn_notes_on
from referrals.tracking.services.many import NewReferral, log_many
from tests.factories.people import PersonFactory, provider
from tests.factories.referrals import refer, said

pytestmark = pytest.mark.django_db

# Ids and moments differ from run to run; what is sealed is never twice the same.
VARYING = ("id", "pk", "mark")


def entry(number, **changes):
    told = said(child_name=f"Zephyrine {'abcdefghij'[number]}", parent_name=f"Rosa {'abcdefghij'[number]}")
    return NewReferral(**told | {"parent_phone": f"+1347555{number:04d}", **changes})


def snapshot():
    """Every row of the two apps, but for its ids: the rows a reference leads to stand in their place."""
    rows = []
    for model in (
        *apps.get_app_config("referrals").get_models(),
        *apps.get_app_config("community").get_models(),
    ):
        for row in model._base_manager.all():
            told = {
                field.attname: getattr(row, field.name)
                for field in model._meta.concrete_fields
                if not field.is_relation and field.name not in VARYING and "subject_id" not in field.name
            }
            rows.append(f"{model.__name__} {sorted(told.items(), key=str)}")
    # How often a month is marked to be counted anew says nothing.
    marks = {row for row in rows if row.startswith("StaleMonth ")}
    return sorted(marks) + sorted(row for row in rows if row not in marks)


CASES = [
    {},
    {"races": ["black", "hispanic", "black"], "sex": "f"},
    {"may_text": False, "races": [], "language": "ht"},
    {"concerns": ["social", "communication"], "source": "parent", "language": "es"},
    {"referred_on": datetime.date(2026, 11, 1)},
    {"birth_date": datetime.date(2024, 2, 29)},
    {"also": ["conference", "measures"], "language": "ht"},
    {"note": " Call her  aunt. "},
]


@time_machine.travel("2026-11-23T17:00:00Z", tick=False)
def test_they_write_the_same_rows(clinic):
    turn_notes_on(by=clinic)
    PersonFactory(community=clinic.community, phone="+13475550002", display_name="rosa C", language="es")
    entries = [entry(number, **changes) for number, changes in enumerate(CASES)]
    seen = []
    for write in (
        lambda: [log_referral(by=clinic, **vars(one)) for one in entries],
        lambda: log_many(entries, by=clinic),
    ):
        with transaction.atomic():
            write()
            seen.append(snapshot())
            transaction.set_rollback(True)
    assert seen[0] == seen[1]
    assert sum(line.startswith("Referral ") for line in seen[0]) == len(CASES)


def test_each_refusal_stands_in_its_place(clinic):
    there = refer(clinic, days_ago=3)
    child = there.child
    outcomes = log_many(
        [
            entry(1),
            Refused("as it was"),
            entry(2, birth_date=timezone.localdate() - datetime.timedelta(days=2000)),
            entry(3, child_name=child.name, birth_date=child.birth_date, parent_phone=child.parent.phone),
            entry(4, concerns=[]),
            entry(5, referred_on=timezone.localdate() + datetime.timedelta(days=3)),
        ],
        by=clinic,
    )
    assert Referral.objects.exclude(pk=there.pk).get().pk == outcomes[0]
    assert [str(outcome)[:20] for outcome in outcomes[1:]] == [
        "as it was",
        "This child is three ",
        "Your organization ha",
        "Choose at least one ",
        "This day is in the f",
    ]


def test_a_child_that_comes_twice_in_a_batch_is_refused_the_second_time(clinic):
    one = entry(1)
    first, second = log_many([one, entry(1, zip_code="11233")], by=clinic)
    assert Referral.objects.get().pk == first
    assert isinstance(second, Refused)
    assert Child.objects.count() == 1


def test_siblings_at_one_phone_are_both_referred(clinic):
    outcomes = log_many([entry(1), entry(1, child_name="Quetzal", parent_name="Rosa b")], by=clinic)
    one, other = (Referral.objects.get(pk=outcome) for outcome in outcomes)
    assert one.child.parent == other.child.parent


def test_of_another_agency_s_child_nothing_is_shown(clinic):
    refer(clinic, days_ago=3, parent_phone="+13475550001", child_name="Zephyrine b")
    (outcome,) = log_many(
        [entry(1, birth_date=Child.objects.get().birth_date)], by=provider(clinic.community)
    )
    assert "Another organization" in str(outcome)
    assert outcome.referral is None


# Few names, days and phones, so that many entries are one child, twins, siblings, or somebody's slip.
ENTRIES = st.builds(
    entry,
    st.integers(0, 2),
    child_name=st.sampled_from(["Zephyrine", "Zefirin", "Zephyrine Joseph", "Z.", "Xavier", "Zephyrine 2"]),
    birth_date=st.sampled_from([datetime.date(2025, 3, 4), datetime.date(2025, 4, 3)]),
    parent_name=st.sampled_from(["Rosa Marte", "rosa marte", "Wideline"]),
    zip_code=st.sampled_from(["11212", "11233"]),
)
BATCHES = st.lists(ENTRIES, min_size=1, max_size=6)


def outcomes_of(log, entries):
    """What became of each entry, in words, and every row there is then; nothing of it stays."""
    with transaction.atomic():
        outcomes = [
            outcome.message if isinstance(outcome, Refused) else Referral.objects.get(pk=outcome).child.name
            for outcome in log(entries)
        ]
        rows = snapshot()
        transaction.set_rollback(True)
    return outcomes, rows


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ENTRIES, max_size=2), BATCHES)
def test_whoever_is_like_nobody_by_phone_is_one_child_with_nobody_for_certain(clinic, before, entries):
    """A batch passes by the duplicate check those whose phone nobody has: one by one, it finds the same."""

    def log_each(told):
        for one in told:
            try:
                yield log_referral(by=clinic, **vars(one)).pk
            except Refused as refusal:
                yield refusal

    with time_machine.travel("2026-11-23T17:00:00Z", tick=False), transaction.atomic():
        other = provider(clinic.community)
        log_many(before, by=other)
        assert outcomes_of(log_each, entries) == outcomes_of(lambda told: log_many(told, by=clinic), entries)
        transaction.set_rollback(True)
