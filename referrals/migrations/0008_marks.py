"""The marks by which an entry of the same child is found, also of those who are there already."""

import django.db.models.deletion
from django.db import migrations, models

from referrals.sealing.marks import name_of, newest_key
from referrals.tracking.likeness import Entry, marks

CHUNK = 1000


def mark_children(apps, schema_editor):
    child_model, mark_model = apps.get_model("referrals", "Child"), apps.get_model("referrals", "ChildMark")
    key, last = newest_key(), 0
    rows = child_model.objects.select_related("parent").order_by("pk")
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        mark_model.objects.bulk_create(
            mark_model(child=child, mark=mark, made_with=name_of(key))
            for child in chunk
            for mark in marks(
                child.community_id,
                Entry(child.name, child.birth_date, child.parent.phone or "", child.zip_code),
                key,
            )
        )
        last = chunk[-1].pk


class Migration(migrations.Migration):
    dependencies = [("referrals", "0007_figures_by_kind_of_place")]
    operations = [
        migrations.CreateModel(
            name="ChildMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=32)),
                ("made_with", models.CharField(max_length=8)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="referrals.child",
                    ),
                ),
            ],
            options={
                "verbose_name": "mark of a child",
                "constraints": [
                    models.UniqueConstraint(fields=("mark", "child"), name="child_mark_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("made_with__regex", "^[0-9a-f]{8}$"), ("mark__regex", "^[0-9a-f]{32}$")
                        ),
                        name="child_mark_tells_nothing",
                    ),
                ],
            },
        ),
        migrations.RunPython(mark_children, migrations.RunPython.noop),
    ]
