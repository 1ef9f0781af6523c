"""Received and consented on the way; who is to act on a referral; and which clock of it ends first."""

from datetime import date, timedelta

import django.db.models.deletion
from django.db import migrations, models

from community.core.triggers import AppendOnlyTable, Unguarded

BATCH = 2000


def first_to_end(referral):
    """The clock of an open referral that ends first, a third birthday as the first of its month."""
    born = referral.child.birth_date
    leap_day = (born.month, born.day) == (2, 29)
    birthday = date(born.year + 3, 3, 1) if leap_day else born.replace(year=born.year + 3)
    ends = [(birthday, "third_birthday")]
    if referral.state == "plan":
        ends.append((referral.state_since + timedelta(days=30), "services"))
    elif referral.state != "services" and birthday - referral.referred_on >= timedelta(days=45):
        ends.append((referral.referred_on + timedelta(days=45), "plan"))
    due, kind = min(ends, key=lambda end: end[0])
    return (due.replace(day=1), kind) if kind == "third_birthday" else (due, kind)


def fill(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # The check of each new reference at once, so that the table may be altered after.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    Referral = apps.get_model("referrals", "Referral")
    rows = Referral.objects.select_related("child").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        for referral in batch:
            referral.community_id = referral.child.community_id
            if referral.state != "closed":
                referral.due_on, referral.due_kind = first_to_end(referral)
        Referral.objects.bulk_update(batch, ["community", "due_on", "due_kind"], batch_size=200)
        last = batch[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0010_presses'),
        ('referrals', '0005_contacts'),
    ]

    operations = [
        Unguarded("Step"),
        migrations.RemoveConstraint(
            model_name='referral',
            name='referral_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='step',
            name='step_state_known',
        ),
        migrations.AddField(
            model_name='referral',
            name='community',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.community'),
        ),
        migrations.AddField(
            model_name='referral',
            name='due_kind',
            field=models.CharField(blank=True, choices=[('plan', 'plan meeting'), ('services', 'services start'), ('third_birthday', 'third birthday')], max_length=14),
        ),
        migrations.AddField(
            model_name='referral',
            name='due_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='receiver',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='received_referrals', to='community.organisation'),
        ),
        migrations.AlterField(
            model_name='referral',
            name='state',
            field=models.CharField(choices=[('referred', 'referred'), ('received', 'received'), ('contacted', 'family contacted'), ('consented', 'parent agreed to the evaluation'), ('evaluated', 'evaluated'), ('eligible', 'eligible'), ('plan', 'plan made (IFSP)'), ('services', 'services started'), ('closed', 'closed')], default='referred', max_length=10),
        ),
        migrations.AlterField(
            model_name='step',
            name='state',
            field=models.CharField(choices=[('referred', 'referred'), ('received', 'received'), ('contacted', 'family contacted'), ('consented', 'parent agreed to the evaluation'), ('evaluated', 'evaluated'), ('eligible', 'eligible'), ('plan', 'plan made (IFSP)'), ('services', 'services started'), ('closed', 'closed')], max_length=10),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='referral',
            name='community',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.community'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('state', 'closed'), _negated=True), fields=['community', 'due_on', 'id'], name='referral_due_first'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['referred', 'received', 'contacted', 'consented', 'evaluated', 'eligible', 'plan', 'services', 'closed'])), name='referral_state_known'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_kind', ''), ('due_on', None), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('due_kind__in', ['plan', 'services', 'third_birthday']), ('due_on__isnull', False)), _connector='OR'), name='referral_due_while_open'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('receiver', None), models.Q(('receiver', models.F('organisation')), _negated=True), _connector='OR'), name='referral_sent_to_another'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['referred', 'received', 'contacted', 'consented', 'evaluated', 'eligible', 'plan', 'services', 'closed'])), name='step_state_known'),
        ),
        AppendOnlyTable("Step"),
    ]
