"""Preparing, publishing and withdrawing a release."""

import json

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from community.core.errors import BadInput, NotAllowed, Refused
from community.core.models import AuditLine
from community.core.owned import Unchangeable
from referrals.equity.models import AggregateCount
from referrals.reports.body import digest
from referrals.reports.models import Draft, Release, ReleasedCount
from referrals.reports.selectors import newer_than
from referrals.reports.services import drop_draft, prepare_release, publish_release, withdraw_release
from tests.factories.people import provider

pytestmark = pytest.mark.django_db


def test_a_release_is_kept_to_the_letter(release):
    body = json.loads(release.body)
    assert release.sha256 == digest(release.body)
    assert body["number"] == release.number == 1
    assert body["community"]["slug"] == release.community.slug
    cells = {(cell["place"], cell["group"]): cell for cell in body["cells"]}
    here = body["here"]
    assert cells[here, "black"]["count"] == 60
    assert cells[here, "white"] == cells[here, "white"] | {"state": "hidden", "count": None, "estimate": None}
    assert cells[here, "asian_nhpi"]["state"] == "not recorded"
    assert not any(1 <= (cell["count"] or 0) <= 10 for cell in body["cells"])


def test_every_count_behind_it_is_kept_too(release):
    behind = {(one.place, one.group): one for one in ReleasedCount.objects.filter(release=release)}
    hidden = {one.count for one in behind.values() if not one.is_shown}
    assert {3, 4} <= hidden
    for cell in json.loads(release.body)["cells"]:
        if cell["state"] != "not recorded":
            one = behind[cell["place"], "" if cell["group"] == "all" else cell["group"]]
            assert one.is_shown == (cell["state"] == "shown")
            assert cell["count"] in (one.count, None)


def test_whoever_prepared_it_does_not_publish_it(community, town, luis):
    draft = prepare_release(community, table=town, by=luis)
    with pytest.raises(Refused, match="Somebody else"):
        publish_release(draft, by=luis)
    assert not Release.objects.exists()


def test_the_database_wants_two_as_well(release, luis):
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(
            community=release.community,
            number=2,
            table="x",
            body="{}",
            sha256="0" * 64,
            is_sample=False,
            prepared_by=luis,
            issued_by=luis,
        )


def test_a_provider_prepares_nothing(community, town):
    with pytest.raises(NotAllowed):
        prepare_release(community, table=town, by=provider(community))


def test_figures_that_changed_since_are_not_published(community, town, luis, imani):
    draft = prepare_release(community, table=town, by=luis)
    AggregateCount.objects.filter(events=60).update(events=70)
    with pytest.raises(Refused, match="have changed"):
        publish_release(draft, by=imani)
    draft.refresh_from_db()
    assert draft.state == Draft.State.PREPARED


def test_a_draft_is_published_once(community, town, luis, imani):
    draft = prepare_release(community, table=town, by=luis)
    publish_release(draft, by=imani)
    with pytest.raises(Refused):
        publish_release(draft, by=imani)
    with pytest.raises(Refused):
        drop_draft(draft, by=imani)
    assert Release.objects.count() == 1


def test_what_is_out_is_never_changed(release):
    release.body = "{}"
    with pytest.raises(Unchangeable):
        release.save()
    with pytest.raises(Unchangeable):
        Release.objects.update(body="{}")
    with pytest.raises(DatabaseError), transaction.atomic():
        Release._base_manager.filter(pk=release.pk).update(body="{}")


def test_no_small_count_is_kept_as_shown(release):
    small = ReleasedCount.objects.filter(count=4).get()
    small.pk, small.is_shown, small._state.adding = None, True, True
    with pytest.raises(IntegrityError), transaction.atomic():
        small.save()


def test_a_release_is_withdrawn_once_with_a_reason(release, imani):
    with pytest.raises(BadInput):
        withdraw_release(release, why="  ", by=imani)
    withdraw_release(release, why="The counts of June were missing.", by=imani)
    with pytest.raises(Refused):
        withdraw_release(release, why="Again.", by=imani)
    assert AuditLine.objects.filter(verb="withdraw", actor=imani).count() == 1


def test_a_newer_release_of_the_same_table_is_named(community, town, release, luis, imani):
    assert newer_than(release) is None
    AggregateCount.objects.filter(events=60).update(events=95)
    newer = publish_release(prepare_release(community, table=town, by=luis), by=imani)
    assert newer_than(release) == newer
    withdraw_release(newer, why="Too early.", by=imani)
    assert newer_than(release) is None
    assert Release.objects.get(pk=release.pk).body == release.body


def test_a_table_that_is_not_there_is_refused(community, town, luis):
    with pytest.raises(BadInput):
        prepare_release(community, table="imported.referred|race|2001-01-01|2001-12-31", by=luis)
