"""What parents were asked about consents that end, and said."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from community.core.triggers import AppendOnlyTable


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0011_consent_recipients'),
        ('referrals', '0024_hands'),
    ]

    operations = [
        migrations.CreateModel(
            name='Renewal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('first', 'asked a month before its end'), ('last', 'asked a week before its end'), ('yes', 'it goes on'), ('no', 'it ends')], max_length=5)),
                ('channel', models.CharField(choices=[('text', 'text message'), ('web', 'web page'), ('paper', 'paper'), ('voice', 'in person or by phone')], max_length=8)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='community.consent')),
            ],
            options={
                'verbose_name': 'question about a consent that ends',
                'constraints': [models.UniqueConstraint(condition=models.Q(('what__in', ['first', 'last'])), fields=('consent', 'what'), name='renewal_asked_once'), models.CheckConstraint(condition=models.Q(('channel__in', ['text', 'web', 'paper', 'voice']), ('what__in', ['first', 'last', 'yes', 'no'])), name='renewal_known')],
            },
        ),
        AppendOnlyTable("Renewal"),
    ]
