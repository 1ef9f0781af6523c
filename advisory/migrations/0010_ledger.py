"""Funds, the numbered book, payments, wishes and work; their columns on rows that are there already."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


from community.core.triggers import Unguarded


class Migration(migrations.Migration):

    dependencies = [
        ('advisory', '0009_choosing'),
        ('community', '0010_presses'),
    ]

    operations = [
        Unguarded('LedgerEntry'),
        Unguarded('Rate'),
        migrations.RemoveConstraint(
            model_name='ledgerentry',
            name='ledger_kind_once',
        ),
        migrations.RemoveConstraint(
            model_name='ledgerentry',
            name='ledger_kind_has_its_accounts',
        ),
        migrations.RemoveConstraint(
            model_name='rate',
            name='rate_once_a_day',
        ),
        migrations.RemoveConstraint(
            model_name='stipend',
            name='stipend_once_a_meeting',
        ),
        migrations.RemoveConstraint(
            model_name='stipend',
            name='stipend_is_money',
        ),
        migrations.RemoveConstraint(
            model_name='stipend',
            name='stipend_state_has_its_hands',
        ),
        migrations.RemoveConstraint(
            model_name='stipend',
            name='stipend_two_pairs_of_hands',
        ),
        migrations.RemoveConstraint(
            model_name='stipend',
            name='stipend_not_by_the_payee',
        ),
        migrations.CreateModel(
            name='Fund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('funder', models.CharField(blank=True, max_length=120)),
                ('currency', models.CharField(default='USD', max_length=3)),
                ('granted_cents', models.PositiveBigIntegerField()),
                ('spent_cents', models.PositiveBigIntegerField(default=0)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('pays_stipends', models.BooleanField(default=True)),
                ('pays_meals', models.BooleanField(default=True)),
                ('pays_childcare', models.BooleanField(default=True)),
                ('pays_transport', models.BooleanField(default=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='funds', to='community.community')),
            ],
            options={
                'verbose_name': 'fund',
                'ordering': ['ends_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('community', 'name'), name='fund_name_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='fund_has_name'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='fund_ends_after_start'), models.CheckConstraint(condition=models.Q(('spent_cents__lte', models.F('granted_cents'))), name='fund_spends_what_it_has'), models.CheckConstraint(condition=models.Q(('pays_stipends', True), ('pays_meals', True), ('pays_childcare', True), ('pays_transport', True), _connector='OR'), name='fund_pays_for_something')],
            },
        ),
        migrations.CreateModel(
            name='Book',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entries', models.PositiveIntegerField(default=0)),
                ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ('community', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='book', to='community.community')),
            ],
            options={
                'verbose_name': 'book',
            },
        ),
        migrations.CreateModel(
            name='Balance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(choices=[('grant', 'granted by funders'), ('cash', 'at hand'), ('payable', 'owed to members'), ('stipends', 'stipends'), ('meals', 'meals'), ('childcare', 'child care'), ('transport', 'transport')], max_length=10)),
                ('currency', models.CharField(max_length=3)),
                ('cents', models.BigIntegerField(default=0)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='balances', to='community.community')),
                ('fund', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='balances', to='advisory.fund')),
            ],
            options={
                'verbose_name': 'balance',
                'constraints': [models.UniqueConstraint(fields=('fund', 'account', 'currency'), name='balance_once_a_fund'), models.UniqueConstraint(condition=models.Q(('fund', None)), fields=('community', 'account', 'currency'), name='balance_once_without_fund')],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('through', models.DateField()),
                ('entries', models.PositiveIntegerField()),
                ('hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.person')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='community.community')),
            ],
            options={
                'verbose_name': 'closing of a month',
                'ordering': ['-through'],
                'constraints': [models.UniqueConstraint(fields=('community', 'through'), name='month_closed_once')],
            },
        ),
        migrations.CreateModel(
            name='Bill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('use', models.CharField(choices=[('meals', 'meals'), ('childcare', 'child care'), ('transport', 'transport')], max_length=10)),
                ('words', models.CharField(max_length=120)),
                ('amount_cents', models.PositiveIntegerField()),
                ('day', models.DateField()),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bills', to='community.community')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.person')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bills', to='community.meeting')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bills', to='advisory.fund')),
            ],
            options={
                'verbose_name': 'bill',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('fund', 'use', 'words', 'amount_cents', 'day'), name='bill_once_a_day'), models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='bill_is_money'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='bill_says_what_for'), models.CheckConstraint(condition=models.Q(('use__in', ['meals', 'childcare', 'transport'])), name='bill_use_known')],
            },
        ),
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('meeting', 'a meeting'), ('preparation', 'preparing a meeting'), ('subcommittee', 'work in a subcommittee'), ('interview', 'an interview panel'), ('outreach', 'outreach work'), ('meal', 'a meal'), ('childcare', 'child care'), ('transport', 'a ride')], max_length=12)),
                ('day', models.DateField()),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('asked_cents', models.PositiveIntegerField(blank=True, null=True)),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.person')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work', to='community.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work', to='community.person')),
            ],
            options={
                'verbose_name': 'work',
                'ordering': ['-day', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('person', 'group', 'kind', 'day'), name='work_once_a_day'), models.CheckConstraint(condition=models.Q(('minutes__isnull', True), models.Q(('minutes__gte', 1), ('minutes__lte', 1440)), _connector='OR'), name='work_fits_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('asked_cents__gt', 0), ('kind__in', ['meal', 'childcare', 'transport']), ('minutes', None)), models.Q(models.Q(('kind__in', ['meal', 'childcare', 'transport']), _negated=True), ('asked_cents', None)), _connector='OR'), name='work_is_hours_or_a_receipt'), models.CheckConstraint(condition=models.Q(('kind__in', ['meeting', 'preparation', 'subcommittee', 'interview', 'outreach', 'meal', 'childcare', 'transport']), models.Q(('kind', 'meeting'), _negated=True)), name='work_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='PayWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[('gift_card', 'gift card'), ('check', 'check'), ('deposit', 'direct deposit'), ('cash', 'cash, signed for')], max_length=10)),
                ('at_most_cents', models.PositiveIntegerField(blank=True, null=True)),
                ('not_before', models.DateField(blank=True, null=True)),
                ('said_at', models.DateTimeField(auto_now_add=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pay_wishes', to='community.person')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.person')),
            ],
            options={
                'verbose_name': 'wish about pay',
                'verbose_name_plural': 'wishes about pay',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('method__in', ['gift_card', 'check', 'deposit', 'cash'])), name='pay_method_known')],
            },
        ),
        migrations.CreateModel(
            name='PaymentRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[('gift_card', 'gift card'), ('check', 'check'), ('deposit', 'direct deposit'), ('cash', 'cash, signed for')], max_length=10)),
                ('currency', models.CharField(default='USD', max_length=3)),
                ('started_at', models.DateTimeField(auto_now_add=True)),
                ('exported_at', models.DateTimeField(blank=True, null=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_runs', to='community.community')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.person')),
            ],
            options={
                'verbose_name': 'payment run',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('method__in', ['gift_card', 'check', 'deposit', 'cash'])), name='run_method_known')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('amount_cents', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'on its way'), ('paid', 'paid'), ('failed', 'did not go through')], default='waiting', max_length=10)),
                ('paid_on', models.DateField(blank=True, null=True)),
                ('reference', models.CharField(blank=True, max_length=40)),
                ('why_failed', models.CharField(blank=True, max_length=200)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='community.person')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.person')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='advisory.paymentrun')),
            ],
            options={
                'verbose_name': 'payment',
                'ordering': ['run', 'person__display_name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('run', 'person'), name='payment_once_a_run'), models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='payment_is_money'), models.CheckConstraint(condition=models.Q(models.Q(('paid_on', None), ('settled_by', None), ('state', 'waiting')), models.Q(('paid_on__isnull', False), ('settled_by__isnull', False), ('state', 'paid')), models.Q(('settled_by__isnull', False), ('state', 'failed'), models.Q(('why_failed', ''), _negated=True)), _connector='OR'), name='payment_state_says_how'), models.CheckConstraint(condition=models.Q(('settled_by', None), models.Q(('settled_by', models.F('person')), _negated=True), _connector='OR'), name='payment_not_settled_by_the_payee')],
            },
        ),
        migrations.CreateModel(
            name='PaymentLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount_cents', models.PositiveIntegerField()),
                ('stands', models.BooleanField(default=True)),
                ('waited_days', models.PositiveIntegerField(blank=True, null=True)),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='advisory.payment')),
                ('stipend', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_lines', to='advisory.stipend')),
            ],
            options={
                'verbose_name': 'line of a payment',
                'verbose_name_plural': 'lines of payments',
                'ordering': ['payment', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('stands', True)), fields=('stipend',), name='stipend_in_one_payment'), models.UniqueConstraint(fields=('payment', 'stipend'), name='payment_line_once'), models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='payment_line_is_money')],
            },
        ),
        migrations.AlterModelOptions(
            name='ledgerentry',
            options={'ordering': ['community', 'number'], 'verbose_name': 'ledger entry'},
        ),
        migrations.AlterModelOptions(
            name='stipend',
            options={'ordering': ['-day', 'person__display_name', 'pk'], 'verbose_name': 'stipend'},
        ),
        migrations.AddField(
            model_name='charterrules',
            name='late_pay_percent',
            field=models.PositiveSmallIntegerField(default=100),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='community',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ledger_entries', to='community.community'),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='day',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='hash',
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='number',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='once_key',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='previous_hash',
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.AddField(
            model_name='rate',
            name='announced_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='rate',
            name='follows',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='advisory.rate'),
        ),
        migrations.AddField(
            model_name='rate',
            name='kind',
            field=models.CharField(choices=[('meeting', 'a meeting'), ('preparation', 'preparing a meeting'), ('subcommittee', 'work in a subcommittee'), ('interview', 'an interview panel'), ('outreach', 'outreach work'), ('meal', 'a meal'), ('childcare', 'child care'), ('transport', 'a ride')], default='meeting', max_length=12),
        ),
        migrations.AddField(
            model_name='rate',
            name='role',
            field=models.CharField(blank=True, choices=[('', 'every member'), ('member', 'members'), ('chair', 'chairs')], default='', max_length=8),
        ),
        migrations.AddField(
            model_name='rate',
            name='unit',
            field=models.CharField(choices=[('each', 'each time'), ('hour', 'an hour'), ('at_most', 'what it cost, at most')], default='each', max_length=8),
        ),
        migrations.AddField(
            model_name='stipend',
            name='day',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='stipend',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.person'),
        ),
        migrations.AddField(
            model_name='stipend',
            name='full_cents',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='stipend',
            name='group',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stipends', to='community.group'),
        ),
        migrations.AddField(
            model_name='stipend',
            name='kind',
            field=models.CharField(choices=[('meeting', 'a meeting'), ('preparation', 'preparing a meeting'), ('subcommittee', 'work in a subcommittee'), ('interview', 'an interview panel'), ('outreach', 'outreach work'), ('meal', 'a meal'), ('childcare', 'child care'), ('transport', 'a ride')], default='meeting', max_length=12),
        ),
        migrations.AddField(
            model_name='stipend',
            name='turn',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='amount_cents',
            field=models.PositiveBigIntegerField(),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='at',
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='credit',
            field=models.CharField(choices=[('grant', 'granted by funders'), ('cash', 'at hand'), ('payable', 'owed to members'), ('stipends', 'stipends'), ('meals', 'meals'), ('childcare', 'child care'), ('transport', 'transport')], max_length=10),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='currency',
            field=models.CharField(default='USD', max_length=3),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='debit',
            field=models.CharField(choices=[('grant', 'granted by funders'), ('cash', 'at hand'), ('payable', 'owed to members'), ('stipends', 'stipends'), ('meals', 'meals'), ('childcare', 'child care'), ('transport', 'transport')], max_length=10),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='kind',
            field=models.CharField(choices=[('granted', 'a fund was opened or grew'), ('cut', 'a fund shrank'), ('accrual', 'became owed'), ('reversal', 'is not owed after all'), ('payment', 'was paid'), ('return', 'a payment came back'), ('bill', 'a bill was paid'), ('bill_back', 'a bill was taken back')], max_length=10),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='stipend',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='advisory.stipend'),
        ),
        migrations.AlterField(
            model_name='stipend',
            name='currency',
            field=models.CharField(default='USD', max_length=3),
        ),
        migrations.AlterField(
            model_name='stipend',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stipends', to='community.meeting'),
        ),
        migrations.AlterField(
            model_name='stipend',
            name='state',
            field=models.CharField(choices=[('owed', 'owed'), ('approved', 'approved'), ('sending', 'on its way'), ('paid', 'paid'), ('reversed', 'taken back'), ('waived', 'not wanted')], default='owed', max_length=10),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='bill',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='advisory.bill'),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='fund',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='advisory.fund'),
        ),
        migrations.AddField(
            model_name='stipend',
            name='fund',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stipends', to='advisory.fund'),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='payment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='advisory.payment'),
        ),
        migrations.AddField(
            model_name='stipend',
            name='work',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stipends', to='advisory.work'),
        ),
    ]
