"""Referrals that were there before: what their parents agreed to is said by purpose and recipient."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from community.models import Consent, ConsentWithdrawal
from referrals import migrations
from referrals.tracking.holding import Purpose
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db


def say_whom_and_what():
    (path,) = Path(migrations.__path__[0]).glob("*_shares.py")
    import_module(f"referrals.migrations.{path.stem}").say_whom_and_what(apps, None)


def test_each_standing_consent_names_the_agency_and_the_team(clinic):
    """The same words, moment and person; one that was withdrawn gives nobody anything."""
    kept, ended = refer(clinic), refer(clinic, child_name="Xavier", parent_phone="+13475550111")
    ConsentWithdrawal.objects.create(consent=ended.consent, channel="web")
    before = set(Consent.objects.values_list("pk", flat=True))
    say_whom_and_what()
    made = Consent.objects.exclude(pk__in=before).order_by("pk")
    assert [(row.purpose, row.recipient, row.subject_id) for row in made] == [
        (Purpose.REFERRAL, clinic.organisation, kept.child_id),
        (Purpose.FOLLOW_UP, None, kept.child_id),
    ]
    for row in made:
        assert (row.wording, row.given_at) == (kept.consent.wording, kept.consent.given_at)
        assert row.person == kept.child.parent
