"""Many rows at once are as though each had been saved."""

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from community.core.many_rows import add_keyed, add_values
from community.models import AuditLine
from tests.factories.people import CommunityFactory, PersonFactory

pytestmark = pytest.mark.django_db
NAMES = ("community_id", "actor_id", "verb", "subject_type", "subject_id")


@pytest.fixture
def rows():
    home = CommunityFactory()
    people = [PersonFactory(community=home), None]
    return [(home.pk, person and person.pk, "wave", "community.Person", 7) for person in people]


def test_values_are_kept_as_whole_rows_are(rows):
    before = timezone.now()
    add_values(AuditLine, NAMES, rows)
    keys = add_keyed(AuditLine, NAMES, rows)
    AuditLine.objects.bulk_create(AuditLine(**dict(zip(NAMES, row, strict=True))) for row in rows)
    kept = list(AuditLine.objects.order_by("pk"))
    seen = [model_to_dict(line, exclude=["id"]) for line in kept]
    assert len(kept) == 6
    assert seen[:2] == seen[2:4] == seen[4:]
    assert keys == [line.pk for line in kept[2:4]]
    assert all(before <= line.at <= timezone.now() for line in kept)
    assert len({line.pk for line in kept}) == 6


def test_a_constraint_holds_for_all_of_them(rows):
    broken = [*rows, (rows[0][0], None, None, "community.Person", 7)]
    for add in (add_values, add_keyed):
        with pytest.raises(IntegrityError), transaction.atomic():
            add(AuditLine, NAMES, broken)
    assert not AuditLine.objects.exists()


def test_none_is_none():
    add_values(AuditLine, NAMES, [])
    assert add_keyed(AuditLine, NAMES, []) == []
