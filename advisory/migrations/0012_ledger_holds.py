"""What must never be true of money, held by the database."""

import django.db.models.deletion
from django.db import migrations, models

from advisory.ledger.guards import MonthStaysClosed
from community.core.triggers import AppendOnlyTable


class Migration(migrations.Migration):

    dependencies = [
        ('advisory', '0011_carry_over'),
        ('community', '0010_presses'),
    ]

    operations = [
        migrations.AlterField(
            model_name='ledgerentry',
            name='community',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger_entries', to='community.community'),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='day',
            field=models.DateField(),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='hash',
            field=models.CharField(max_length=64),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='number',
            field=models.PositiveIntegerField(),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='once_key',
            field=models.CharField(max_length=60),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='previous_hash',
            field=models.CharField(max_length=64),
        ),
        migrations.AlterField(
            model_name='rate',
            name='announced_on',
            field=models.DateField(),
        ),
        migrations.AlterField(
            model_name='stipend',
            name='day',
            field=models.DateField(),
        ),
        migrations.AlterField(
            model_name='stipend',
            name='full_cents',
            field=models.PositiveIntegerField(),
        ),
        migrations.AlterField(
            model_name='stipend',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stipends', to='community.group'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['community', 'day'], name='ledger_by_day'),
        ),
        migrations.AddConstraint(
            model_name='charterrules',
            constraint=models.CheckConstraint(condition=models.Q(('late_pay_percent__lte', 100)), name='charter_late_pay_is_a_share'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.UniqueConstraint(fields=('community', 'number'), name='ledger_number_once'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.UniqueConstraint(fields=('community', 'once_key'), name='ledger_step_once'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.UniqueConstraint(fields=('community', 'previous_hash'), name='ledger_is_one_chain'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='ledger_numbers_from_one'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('debit', 'cash')), models.Q(('credit', 'grant')), ('kind', 'granted')), models.Q(models.Q(('debit', 'grant')), models.Q(('credit', 'cash')), ('kind', 'cut')), models.Q(models.Q(('debit__in', ['stipends', 'meals', 'childcare', 'transport'])), models.Q(('credit', 'payable')), ('kind', 'accrual')), models.Q(models.Q(('debit', 'payable')), models.Q(('credit__in', ['stipends', 'meals', 'childcare', 'transport'])), ('kind', 'reversal')), models.Q(models.Q(('debit', 'payable')), models.Q(('credit', 'cash')), ('kind', 'payment')), models.Q(models.Q(('debit', 'cash')), models.Q(('credit', 'payable')), ('kind', 'return')), models.Q(models.Q(('debit__in', ['stipends', 'meals', 'childcare', 'transport'])), models.Q(('credit', 'cash')), ('kind', 'bill')), models.Q(models.Q(('debit', 'cash')), models.Q(('credit__in', ['stipends', 'meals', 'childcare', 'transport'])), ('kind', 'bill_back')), _connector='OR'), name='ledger_kind_has_its_accounts'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bill', None), ('fund__isnull', False), ('kind__in', ['granted', 'cut']), ('stipend', None)), models.Q(('bill__isnull', False), ('fund__isnull', False), ('kind__in', ['bill', 'bill_back']), ('stipend', None)), models.Q(('bill', None), ('kind__in', ['accrual', 'reversal']), ('stipend__isnull', False)), models.Q(('bill', None), ('fund__isnull', False), ('kind__in', ['payment', 'return']), ('stipend__isnull', False)), _connector='OR'), name='ledger_line_says_what_for'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['payment', 'return']), ('payment__isnull', False)), models.Q(models.Q(('kind__in', ['payment', 'return']), _negated=True), ('payment', None)), _connector='OR'), name='ledger_payment_names_it'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.UniqueConstraint(fields=('group', 'kind', 'role', 'since'), name='rate_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.CheckConstraint(condition=models.Q(('follows', None), ('since__gt', models.F('announced_on')), _connector='OR'), name='rate_told_before_it_holds'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['meal', 'childcare', 'transport']), ('unit', 'at_most')), models.Q(models.Q(('kind__in', ['meal', 'childcare', 'transport']), _negated=True), models.Q(('unit', 'at_most'), _negated=True)), _connector='OR'), name='rate_of_refund_is_a_limit'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['meeting', 'preparation', 'subcommittee', 'interview', 'outreach', 'meal', 'childcare', 'transport']), ('role__in', ['', 'member', 'chair']), ('unit__in', ['each', 'hour', 'at_most'])), name='rate_words_known'),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.UniqueConstraint(fields=('person', 'meeting', 'kind', 'turn'), name='stipend_once_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.UniqueConstraint(fields=('person', 'work', 'kind', 'turn'), name='stipend_once_a_work'),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'reversed'), _negated=True), fields=('person', 'meeting', 'kind'), name='stipend_stands_once_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'reversed'), _negated=True), fields=('person', 'work', 'kind'), name='stipend_stands_once_a_work'),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'meeting'), ('meeting__isnull', False), ('work', None)), models.Q(('meeting', None), ('work__isnull', False), models.Q(('kind', 'meeting'), _negated=True)), _connector='OR'), name='stipend_has_one_source'),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.CheckConstraint(condition=models.Q(('amount_cents__lte', models.F('full_cents')), ('full_cents__gt', 0)), name='stipend_is_money'),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_cents', 0), ('state__in', ['waived', 'reversed'])), models.Q(('amount_cents__gt', 0), models.Q(('state', 'waived'), _negated=True)), _connector='OR'), name='stipend_waived_is_nothing'),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by', None), ('paid_by', None), ('state__in', ['owed', 'waived'])), models.Q(('approved_by__isnull', False), ('paid_by', None), ('state', 'approved')), models.Q(('approved_by__isnull', False), ('paid_by__isnull', False), ('state__in', ['sending', 'paid'])), models.Q(('paid_by', None), ('state', 'reversed')), _connector='OR'), name='stipend_state_has_its_hands'),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['owed', 'waived', 'reversed']), ('fund__isnull', False), _connector='OR'), name='stipend_is_paid_from_a_fund'),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.CheckConstraint(condition=models.Q(('paid_by', None), models.Q(('paid_by', models.F('approved_by')), _negated=True), _connector='OR'), name='stipend_two_pairs_of_hands'),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by', None), ('entered_by', None), models.Q(('approved_by', models.F('entered_by')), _negated=True), _connector='OR'), name='stipend_not_by_who_entered_it'),
        ),
        migrations.AddConstraint(
            model_name='stipend',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by', None), models.Q(('approved_by', models.F('person')), _negated=True), _connector='OR'), models.Q(('paid_by', None), models.Q(('paid_by', models.F('person')), _negated=True), _connector='OR')), name='stipend_not_by_the_payee'),
        ),
        *(AppendOnlyTable(name) for name in ('LedgerEntry', 'Rate', 'PayWish', 'Closing')),
        MonthStaysClosed(),
    ]
