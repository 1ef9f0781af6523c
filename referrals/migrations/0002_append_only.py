"""Tables of the referrals that are only ever added to."""

from django.db import migrations

from community.core.triggers import AppendOnlyTable


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]
    operations = [AppendOnlyTable("Step")]
