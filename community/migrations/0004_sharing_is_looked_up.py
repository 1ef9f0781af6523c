from django.db import migrations


class Migration(migrations.Migration):
    """Whether a phone is shared is looked up when an answer comes: somebody may have joined it since."""

    dependencies = [
        ("community", "0003_texting"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="replyexpectation",
            name="is_shared",
        ),
    ]
