"""Names and birth dates of children are sealed; rows that stand in plain are sealed on the way."""

from django.db import migrations, models

import referrals.sealing.fields
from referrals.sealing.moving import seal_rows, unseal_rows

COLUMNS = ["name", "birth_date"]


def seal_children(apps, schema_editor):
    seal_rows(apps.get_model("referrals", "Child"), COLUMNS, schema_editor.connection)


def unseal_children(apps, schema_editor):
    unseal_rows(apps.get_model("referrals", "Child"), COLUMNS, schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("community", "0010_presses"), ("referrals", "0002_append_only")]
    operations = [
        migrations.RemoveConstraint(model_name="child", name="child_has_name"),
        migrations.AlterField(
            model_name="child", name="birth_date", field=referrals.sealing.fields.SealedDate()
        ),
        migrations.AlterField(
            model_name="child", name="name", field=referrals.sealing.fields.SealedText(max_length=80)
        ),
        migrations.RunPython(seal_children, unseal_children),
        migrations.AddConstraint(
            model_name="child",
            constraint=models.CheckConstraint(
                condition=models.Q(("birth_date__sealed", True), ("name__sealed", True)),
                name="child_is_sealed",
            ),
        ),
    ]
