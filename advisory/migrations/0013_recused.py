"""Who stepped aside has no ballot."""

from django.db import migrations

from advisory.decisions.guards import RecusedHaveNoBallot


class Migration(migrations.Migration):
    dependencies = [("advisory", "0012_ledger_holds")]
    operations = [RecusedHaveNoBallot()]
