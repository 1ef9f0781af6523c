"""Rows that are written once."""

import pytest
from django.db import DatabaseError, connection, transaction

from community.core import audit
from community.core.owned import Unchangeable
from community.models import AuditLine
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_an_audit_line_cannot_be_changed_from_python():
    line = audit.record(PersonFactory(), "looked", by=None)
    line.verb = "nothing"
    with pytest.raises(Unchangeable):
        line.save()
    with pytest.raises(Unchangeable):
        line.delete()
    with pytest.raises(Unchangeable):
        AuditLine.objects.update(verb="nothing")


def test_an_audit_line_cannot_be_changed_by_raw_sql():
    line = audit.record(PersonFactory(), "looked", by=None)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE community_auditline SET verb = 'nothing' WHERE id = %s", [line.pk])
    assert AuditLine.objects.get(pk=line.pk).verb == "looked"
