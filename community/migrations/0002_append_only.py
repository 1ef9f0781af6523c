"""Tables of the ground floor that are only ever added to."""

from django.db import migrations

from community.core.triggers import AppendOnlyTable


class Migration(migrations.Migration):
    dependencies = [("community", "0001_initial")]
    operations = [
        AppendOnlyTable("AuditLine"),
        AppendOnlyTable("Consent"),
        AppendOnlyTable("ConsentWithdrawal"),
    ]
