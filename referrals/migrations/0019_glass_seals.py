"""The seal of a reason changes with the keys, and is emptied when the child is erased."""

from django.db import migrations

from community.core.triggers import Unguarded
from referrals.sealing.moving import AppendOnlyButSealed


class Migration(migrations.Migration):
    dependencies = [('referrals', '0018_exchange')]
    operations = [Unguarded("Glass"), AppendOnlyButSealed("Glass", ["reason"])]
