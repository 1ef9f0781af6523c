"""What the charter in force rules."""

import datetime

import pytest

from advisory.boards.rules import JoiningRules, VotingRules
from advisory.boards.selectors import joining_rules_of, rules_of
from advisory.models import Charter, CharterVersion
from tests.factories.boards import chartered
from tests.factories.people import GroupFactory

pytestmark = pytest.mark.django_db

JAN, JUNE = datetime.date(2026, 1, 1), datetime.date(2026, 6, 1)
A_DAY = datetime.timedelta(days=1)


def test_a_group_without_a_charter_has_the_defaults(django_assert_num_queries):
    group = GroupFactory()
    with django_assert_num_queries(1):
        assert rules_of(group, JAN) == VotingRules()
    assert joining_rules_of(group, JAN) == JoiningRules()


def test_a_version_rules_from_the_day_it_is_adopted_until_the_next_is(django_assert_num_queries):
    group = GroupFactory()
    chartered(group, adopted_on=JAN, quorum_percent=60, quorum_basis="present", term_months=24)
    chartered(group, adopted_on=JUNE, proxies_allowed=True, proxies_per_holder=2, secret_by_text=True)
    assert rules_of(group, JAN - A_DAY) == VotingRules()
    assert rules_of(group, JAN) == VotingRules(quorum_percent=60, quorum_basis="present")
    assert joining_rules_of(group, JUNE - A_DAY) == JoiningRules(term_months=24)
    with django_assert_num_queries(1):
        in_june = rules_of(group, JUNE)
    assert in_june == VotingRules(proxies_allowed=True, proxies_per_holder=2, secret_by_text=True)


def test_of_two_versions_of_one_day_the_later_rules():
    group = GroupFactory()
    chartered(group, adopted_on=JAN, quorum_percent=60)
    chartered(group, adopted_on=JAN, quorum_percent=70)
    assert rules_of(group, JAN).quorum_percent == 70


def test_other_agreements_and_other_groups_rule_nothing():
    group, other = GroupFactory(), GroupFactory()
    chartered(other, adopted_on=JAN, quorum_percent=90)
    agreement = Charter.objects.create(group=group, kind="agreement", title="How we treat each other")
    CharterVersion.objects.create(
        charter=agreement, number=1, language="en", body="One speaks.", adopted_on=JAN
    )
    assert rules_of(group, JUNE) == VotingRules()
