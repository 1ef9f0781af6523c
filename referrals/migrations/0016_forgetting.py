"""The list of erasures, and children of whom only the counts are left."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from community.core.triggers import AppendOnlyTable


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0010_presses'),
        ("referrals", "0015_shares"),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('child_number', models.BigIntegerField()),
                ('mark', models.CharField(max_length=32)),
                ('channel', models.CharField(choices=[('text', 'text message'), ('web', 'web page'), ('paper', 'paper'), ('voice', 'in person or by phone')], max_length=8)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'erasure',
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='child',
            name='child_is_sealed',
        ),
        migrations.AddField(
            model_name='child',
            name='erased_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='child',
            name='parent',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='community.person'),
        ),
        migrations.AlterField(
            model_name='referral',
            name='consent',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.consent'),
        ),
        migrations.AddConstraint(
            model_name='child',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('birth_date__sealed', True), ('erased_at', None), ('name__sealed', True), ('parent__isnull', False)), models.Q(('birth_date__sealed', False), ('erased_at__isnull', False), ('name__sealed', False), ('parent', None)), _connector='OR'), name='child_is_sealed'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.person'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='community',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='community.community'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.UniqueConstraint(fields=('community', 'child_number'), name='erasure_once'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(('mark__regex', '^[0-9a-f]{32}$')), name='erasure_tells_nothing'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['text', 'web', 'paper', 'voice'])), name='erasure_channel_known'),
        ),
        AppendOnlyTable('Erasure'),
    ]
