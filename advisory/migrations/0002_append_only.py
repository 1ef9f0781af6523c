"""Tables of the advisory boards that are only ever added to."""

from django.db import migrations

from community.core.triggers import AppendOnlyTable


class Migration(migrations.Migration):
    dependencies = [("advisory", "0001_initial")]
    operations = [
        AppendOnlyTable("Rate"),
        AppendOnlyTable("LedgerEntry"),
        AppendOnlyTable("RollEntry"),
        AppendOnlyTable("Result"),
    ]
