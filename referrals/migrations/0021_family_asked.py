"""What families were asked and said, every answer of it; and what their place in the list hangs on."""

from zoneinfo import ZoneInfo

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.utils.timezone import localdate

import referrals.tracking.models.referrals
from community.core.triggers import AppendOnlyTable

BATCH = 2000


def copy(apps, schema_editor):
    """Each answer becomes the first of its question, and its digits go on meaning what they meant."""
    if schema_editor.connection.vendor == "postgresql":
        # The check of each new reference at once, so that the table may be altered after.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    Asked, Answer = (apps.get_model("referrals", name) for name in ("Asked", "Answer"))
    rows = apps.get_model("referrals", "FamilyAnswer").objects.select_related("referral__community")
    expectations = apps.get_model("community", "ReplyExpectation").objects.filter(handler="tracking.called")
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for said in batch:
            asked = Asked.objects.create(
                referral_id=said.referral_id, question="called", moment=1, asked_at=said.asked_at
            )
            if said.answer:
                Answer.objects.create(
                    asked=asked, number=1, value=said.answer, said_at=said.answered_at, channel="text"
                )
            expectations.filter(subject_id=said.referral_id).update(handler="family.called")
            keep_worry(said)
        last = batch[-1].pk


def keep_worry(said):
    """That nobody called stands until a later step of the provider."""
    referral = said.referral
    if said.answer != "not_yet" or referral.state == "closed":
        return
    day = localdate(said.answered_at, timezone=ZoneInfo(referral.community.time_zone))
    if referral.state in ("referred", "received"):
        referral.worry = 3
    elif referral.state_since < day:
        referral.worry = 2
    else:
        return
    referral.call_on = day
    referral.save(update_fields=["worry", "call_on"])


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0010_presses'),
        ('referrals', '0020_conference'),
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('value', models.CharField(max_length=8)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('channel', models.CharField(choices=[('text', 'text message'), ('web', 'web page'), ('paper', 'paper'), ('voice', 'in person or by phone')], max_length=8)),
            ],
            options={
                'verbose_name': 'answer of a family',
            },
        ),
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(choices=[('called', 'Did they call you?'), ('went', 'Did you go?'), ('help', 'Do you want help?'), ('well', 'Is it going well?')], max_length=8)),
                ('moment', models.PositiveSmallIntegerField(default=1)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'question to a family',
            },
        ),
        migrations.AddField(
            model_name='referral',
            name='call_on',
            field=models.DateField(blank=True, default=referrals.tracking.models.referrals.today_in_utc, null=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='quiet_since',
            field=models.DateField(default=referrals.tracking.models.referrals.today_in_utc),
        ),
        migrations.AddField(
            model_name='referral',
            name='keeper',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='kept_referrals', to='community.person'),
        ),
        migrations.AddField(
            model_name='referral',
            name='worry',
            field=models.PositiveSmallIntegerField(default=9),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['community', 'worry', 'due_on', 'quiet_since', 'id'], condition=models.Q(('state', 'closed'), _negated=True), name='referral_call_first'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['keeper', 'worry', 'due_on', 'quiet_since', 'id'], condition=models.Q(('state', 'closed'), _negated=True), name='referral_kept'),
        ),
        migrations.AddField(
            model_name='asked',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked', to='referrals.referral'),
        ),
        migrations.AddField(
            model_name='answer',
            name='asked',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='referrals.asked'),
        ),
        migrations.AddIndex(
            model_name='asked',
            index=models.Index(fields=['asked_at'], name='referrals_a_asked_a_8f6597_idx'),
        ),
        migrations.AddConstraint(
            model_name='asked',
            constraint=models.UniqueConstraint(fields=('referral', 'question', 'moment'), name='asked_once_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='asked',
            constraint=models.CheckConstraint(condition=models.Q(('moment__gte', 1), ('question__in', ['called', 'went', 'help', 'well'])), name='asked_known'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('asked', 'number'), name='answer_numbered'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['text', 'web', 'paper', 'voice']), ('number__gte', 1), ('value__in', ['called', 'no', 'not_yet', 'went', 'yes'])), name='answer_known'),
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.DeleteModel(
            name='FamilyAnswer',
        ),
        AppendOnlyTable("Asked"),
        AppendOnlyTable("Answer"),
    ]
