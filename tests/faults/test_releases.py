"""The whole attack on releases: ten thousand linked tables, and series of twenty releases with revisions."""

import pytest

from tests.referrals.reports.attacker import attack_a_series, attack_linked_tables
from tests.referrals.reports.steps_attacker import attack_a_series_of_steps, attack_linked_steps

pytestmark = pytest.mark.faults


def test_ten_thousand_linked_tables():
    issued = sum(attack_linked_tables(seed) for seed in range(5000))
    print(f"{issued} of 10,000 linked tables were issued; none gives a hidden count away")


def test_series_of_twenty_releases():
    issued = [attack_a_series(seed, 20) for seed in range(3)]
    print(f"of three series of 20 releases {issued} were issued; none gives a hidden count away")


def test_steps_of_our_own_referrals():
    issued = sum(attack_linked_steps(seed) for seed in range(40))
    issued += sum(attack_a_series_of_steps(seed, 8) for seed in range(12))
    print(f"{issued} linked tables of our own steps were issued; none gives a hidden count away")
