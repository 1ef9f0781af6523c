"""Steps that were wrong are put right by more lines; pauses of the 45 days."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from community.core.triggers import AppendOnlyTable, Unguarded

BATCH = 2000


def number(apps, schema_editor):
    """Count the lines of each referral; write beside the first who is to act, beside the last why it ended."""
    if schema_editor.connection.vendor == "postgresql":
        # The check of each new reference at once, so that the table may be altered after.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    Step = apps.get_model("referrals", "Step")
    rows = Step.objects.select_related("referral").order_by("referral_id", "pk")
    after, count, owner = (0, 0), 0, None
    while found := list(
        rows.filter(models.Q(referral_id__gt=after[0]) | models.Q(referral_id=after[0], pk__gt=after[1]))[:BATCH]
    ):
        for step in found:
            count = count + 1 if step.referral_id == owner else 1
            owner = step.referral_id
            step.number = count
            step.receiver_id = step.referral.receiver_id if count == 1 else None
            if step.state == "closed":
                step.reason = step.referral.closed_reason
        Step.objects.bulk_update(found, ["number", "reason", "receiver"], batch_size=200)
        after = (found[-1].referral_id, found[-1].pk)


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0010_presses'),
        ('referrals', '0012_releases'),
    ]

    operations = [
        Unguarded("Step"),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('family', "the family can't, for a serious reason"), ('consent', 'the parent has not agreed yet, though we asked more than once')], max_length=8)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('look_again_on', models.DateField(blank=True, null=True)),
                ('evidence', models.CharField(choices=[('calls', 'our notes of calls'), ('texts', 'texts or e-mails'), ('letters', 'letters'), ('visits', 'our notes of visits'), ('family', 'a note from the family'), ('hospital', 'a note from a hospital or doctor')], max_length=8)),
                ('first_attempt_on', models.DateField(blank=True, null=True)),
                ('last_attempt_on', models.DateField(blank=True, null=True)),
                ('is_void', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'pause',
                'ordering': ['from_on', 'pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='step',
            options={'ordering': ['number'], 'verbose_name': 'step'},
        ),
        migrations.RemoveConstraint(
            model_name='referral',
            name='referral_due_while_open',
        ),
        migrations.RemoveConstraint(
            model_name='step',
            name='step_once',
        ),
        migrations.RemoveConstraint(
            model_name='step',
            name='step_state_known',
        ),
        migrations.AddField(
            model_name='referral',
            name='identified_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='step',
            name='family_said',
            field=models.CharField(blank=True, choices=[('not_worried', 'We are not worried about our child'), ('caught_up', 'Our child caught up'), ('not_now', 'It is too much for us right now'), ('wait', 'It takes too long'), ('fear', 'We are afraid of what comes of it'), ('language', "They don't speak our language"), ('insurance', 'We worry about insurance or what it costs'), ('transport', "We can't get there"), ('disagreement', "We don't agree about it at home"), ('never_called', 'Nobody ever called us'), ('other_help', 'We found help somewhere else'), ('moved', 'We moved')], max_length=12),
        ),
        migrations.AddField(
            model_name='step',
            name='number',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='step',
            name='reason',
            field=models.CharField(blank=True, choices=[('not_found', 'could not be located'), ('moved_city', 'moved out of the city'), ('moved_state', 'moved out of the state'), ('died', 'child died'), ('ineligible', 'not eligible'), ('refused', 'family said no'), ('duplicate', 'referred twice'), ('resolved', 'delay resolved'), ('preschool', 'went on to preschool special education'), ('monitoring', 'developmental monitoring')], max_length=12),
        ),
        migrations.AddField(
            model_name='step',
            name='receiver',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.organisation'),
        ),
        migrations.AddField(
            model_name='step',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='referrals.step'),
        ),
        migrations.AddField(
            model_name='step',
            name='turn',
            field=models.CharField(choices=[('taken', 'a step'), ('undone', 'did not happen'), ('reopened', 'opened again'), ('transferred', 'passed on')], default='taken', max_length=11),
        ),
        migrations.AlterField(
            model_name='referral',
            name='due_kind',
            field=models.CharField(blank=True, choices=[('refer', 'referral made'), ('plan', 'plan meeting'), ('services', 'services start'), ('last_days', 'last 45 days before the third birthday'), ('third_birthday', 'third birthday'), ('pause', 'ask if the pause is over')], max_length=14),
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_kind', ''), ('due_on', None), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('due_kind__in', ['refer', 'plan', 'services', 'last_days', 'third_birthday', 'pause']), ('due_on__isnull', False)), _connector='OR'), name='referral_due_while_open'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('identified_on', None), ('identified_on__lte', models.F('referred_on')), _connector='OR'), name='referral_after_the_concern'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.UniqueConstraint(fields=('referral', 'number'), name='step_numbered'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('family_said__in', ['', 'not_worried', 'caught_up', 'not_now', 'wait', 'fear', 'language', 'insurance', 'transport', 'disagreement', 'never_called', 'other_help', 'moved']), ('reason__in', ['', 'not_found', 'moved_city', 'moved_state', 'died', 'ineligible', 'refused', 'duplicate', 'resolved', 'preschool', 'monitoring']), ('state__in', ['referred', 'received', 'contacted', 'consented', 'evaluated', 'eligible', 'plan', 'services', 'closed']), ('turn__in', ['taken', 'undone', 'reopened', 'transferred'])), name='step_known'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), ('turn', 'taken'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), ('turn', 'taken'), _negated=True), ('family_said', ''), ('reason', '')), _connector='OR'), name='step_that_closes_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('turn', 'undone'), _negated=True), ('replaces__isnull', False), _connector='OR'), name='step_undone_was_one'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('receiver', None), ('turn', 'transferred'), models.Q(('state', 'referred'), ('turn', 'taken')), _connector='OR'), name='step_receiver_where_passed_on'),
        ),
        migrations.AddField(
            model_name='pause',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.person'),
        ),
        migrations.AddField(
            model_name='pause',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='referrals.referral'),
        ),
        migrations.AddField(
            model_name='pause',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='referrals.pause'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('evidence__in', ['calls', 'texts', 'letters', 'visits', 'family', 'hospital']), ('kind__in', ['family', 'consent'])), name='pause_known'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('look_again_on', None), ('until_on__gt', models.F('from_on')), ('until_on__isnull', False)), models.Q(('look_again_on__gt', models.F('from_on')), ('look_again_on__isnull', False), ('until_on', None)), _connector='OR'), name='pause_ends_or_is_looked_at_again'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_attempt_on', None), ('kind', 'family'), ('last_attempt_on', None)), models.Q(('first_attempt_on__isnull', False), ('first_attempt_on__lt', models.F('last_attempt_on')), ('kind', 'consent'), ('last_attempt_on__isnull', False)), _connector='OR'), name='pause_without_consent_after_two_attempts'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('is_void', False), ('replaces__isnull', False), _connector='OR'), name='pause_void_was_one'),
        ),
        AppendOnlyTable("Step"),
        AppendOnlyTable("Pause"),
    ]
