"""No reader of the releases finds a hidden count. ``tests/faults/test_releases.py`` has the whole run."""

import pytest

from referrals.reports import linking
from tests.referrals.reports import attacker
from tests.referrals.reports.attacker import attack_a_series, attack_linked_tables
from tests.referrals.reports.steps_attacker import attack_a_series_of_steps, attack_linked_steps


@pytest.mark.parametrize("seed", range(5))
def test_no_hidden_count_of_linked_tables_is_found(seed):
    assert attack_linked_tables(seed)


def test_a_series_of_releases_gives_nothing_away():
    assert attack_a_series(1, 6)


def test_the_attacker_finds_what_is_hidden_without_a_second_thought(monkeypatch):
    """Where only the small counts are hidden, and none for their sake."""

    def naively(_earlier, sheet):
        return [
            one._replace(
                is_shown=one.events not in attacker.SMALL
                and (one.people is None or one.people - one.events not in attacker.SMALL)
            )
            for one in sheet
        ]

    monkeypatch.setattr(attacker, "issue", naively)
    with pytest.raises(AssertionError):
        sum(attack_linked_tables(seed) for seed in range(8))


def test_no_step_of_our_own_referrals_gives_another_away():
    assert attack_linked_steps(0)


def test_periods_and_steps_together_give_nothing_away():
    assert attack_a_series_of_steps(4, 5)


def test_the_attacker_finds_what_steps_that_are_not_linked_give_away(monkeypatch):
    monkeypatch.setattr(linking, "pairs_with", lambda _measure: ())
    with pytest.raises(AssertionError):
        sum(attack_linked_steps(seed) for seed in range(3))
