"""What those who come need gets rows of its own; whether child care is needed moves there."""

from django.db import migrations


def move_there(apps, schema_editor):
    Invitation = apps.get_model("community", "Invitation")
    Accommodation = apps.get_model("community", "Accommodation")
    said = Invitation.objects.filter(answer="yes", needs_childcare__isnull=False)
    Accommodation.objects.bulk_create(
        (
            Accommodation(invitation_id=pk, kind="childcare", wanted=wanted)
            for pk, wanted in said.values_list("pk", "needs_childcare")
        ),
        ignore_conflicts=True,
    )


def move_back(apps, schema_editor):
    Invitation = apps.get_model("community", "Invitation")
    Accommodation = apps.get_model("community", "Accommodation")
    for wanted in (True, False):
        rows = Accommodation.objects.filter(kind="childcare", wanted=wanted)
        Invitation.objects.filter(pk__in=rows.values("invitation")).update(needs_childcare=wanted)


class Migration(migrations.Migration):
    dependencies = [("community", "0007_reality")]

    operations = [
        migrations.RunPython(move_there, move_back),
        migrations.RemoveField(model_name="invitation", name="needs_childcare"),
    ]
