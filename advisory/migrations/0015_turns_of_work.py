"""Work that was written down wrong is written down again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('advisory', '0014_statements'),
        ('community', '0010_presses'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='work',
            name='work_once_a_day',
        ),
        migrations.AddField(
            model_name='work',
            name='turn',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'reversed'), _negated=True), ('work__isnull', False)), fields=('person', 'group', 'kind', 'day'), name='stipend_stands_once_a_day_of_work'),
        ),
        migrations.AddConstraint(
            model_name='work',
            constraint=models.UniqueConstraint(fields=('person', 'group', 'kind', 'day', 'turn'), name='work_once_a_day_and_turn'),
        ),
    ]
