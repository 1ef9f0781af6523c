"""The seal of an export's reason changes with the keys."""

from django.db import migrations

from community.core.triggers import Unguarded
from referrals.sealing.moving import AppendOnlyButSealed


class Migration(migrations.Migration):
    dependencies = [("referrals", "0021_family_asked")]
    operations = [Unguarded("ExportLog"), AppendOnlyButSealed("ExportLog", ["why"])]
