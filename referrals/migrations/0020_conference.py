"""The weekly case conference."""

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.db import migrations, models

from community.core.triggers import AppendOnlyTable


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0011_consent_recipients'),
        ('referrals', '0019_glass_seals'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'somebody at a conference',
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('step', models.CharField(blank=True, choices=[('call', 'call the family'), ('visit', 'visit the family'), ('interpreter', 'find somebody who speaks their language'), ('consent', 'ask the parent to agree'), ('evaluation', 'set the day of the evaluation'), ('other_agency', 'find another agency'), ('plan', 'set the day of the plan meeting'), ('ride', 'help with the way there'), ('preschool', 'refer to preschool special education'), ('ask', 'ask the agency what happened'), ('nothing', 'wait and look again')], max_length=12)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('done_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'case of a conference',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Conference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField()),
                ('counted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('open', 'going on'), ('closed', 'over')], default='open', max_length=6)),
                ('since', models.DateField()),
                ('said_before', models.PositiveIntegerField(null=True)),
                ('active_before', models.PositiveIntegerField()),
                ('inflow', models.PositiveIntegerField()),
                ('outflow', models.PositiveIntegerField()),
                ('active', models.PositiveIntegerField()),
                ('added', models.PositiveIntegerField()),
                ('gone', models.PositiveIntegerField()),
                ('agencies', models.PositiveIntegerField()),
                ('reporting', models.PositiveIntegerField()),
                ('complete', models.PositiveIntegerField()),
                ('stale', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name': 'case conference',
                'ordering': ['-held_on'],
            },
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('in', 'came in'), ('out', 'went out'), ('added', 'written down late or put right: was active already'), ('gone', 'put right: was not active')], max_length=5)),
                ('times', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'movement between two conferences',
            },
        ),
        migrations.AddIndex(
            model_name='step',
            index=models.Index(fields=['recorded_at'], name='step_by_record'),
        ),
        migrations.AddField(
            model_name='attendee',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.person'),
        ),
        migrations.AddField(
            model_name='case',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.person'),
        ),
        migrations.AddField(
            model_name='case',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conference_cases', to='referrals.referral'),
        ),
        migrations.AddField(
            model_name='conference',
            name='begun_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.person'),
        ),
        migrations.AddField(
            model_name='conference',
            name='board',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.liveboard'),
        ),
        migrations.AddField(
            model_name='conference',
            name='community',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conferences', to='community.community'),
        ),
        migrations.AddField(
            model_name='conference',
            name='current',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='referrals.case'),
        ),
        migrations.AddField(
            model_name='case',
            name='conference',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='referrals.conference'),
        ),
        migrations.AddField(
            model_name='attendee',
            name='conference',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='referrals.conference'),
        ),
        migrations.AddField(
            model_name='movement',
            name='conference',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='referrals.conference'),
        ),
        migrations.AddField(
            model_name='movement',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.referral'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.UniqueConstraint(fields=('community', 'held_on'), name='conference_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed'])), name='conference_state_known'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('since__lt', models.F('held_on'))), name='conference_week_in_order'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('active', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('active_before'), '+', models.F('inflow')), '-', models.F('outflow')))), name='conference_reconciles'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('complete__lte', models.F('active')), ('reporting__lte', models.F('agencies')), ('stale__lte', models.F('active'))), name='conference_quality_in_bounds'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['owner', 'done_on', 'due_on'], name='case_of_owner'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('conference', 'referral'), name='case_once_a_conference'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('conference', 'position'), name='case_place_once'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_on', None), ('due_on', None), ('owner', None), ('step', '')), models.Q(('due_on__isnull', False), ('owner__isnull', False), ('step__in', ['call', 'visit', 'interpreter', 'consent', 'evaluation', 'other_agency', 'plan', 'ride', 'preschool', 'ask', 'nothing'])), _connector='OR'), name='case_step_has_owner_and_day'),
        ),
        migrations.AddConstraint(
            model_name='attendee',
            constraint=models.UniqueConstraint(fields=('conference', 'person'), name='attendee_once'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.UniqueConstraint(fields=('conference', 'referral', 'kind'), name='movement_once'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['in', 'out', 'added', 'gone']), ('times__gte', 1)), name='movement_known'),
        ),
        AppendOnlyTable("Movement"),
    ]
