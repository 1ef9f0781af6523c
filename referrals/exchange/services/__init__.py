"""Bringing files in and taking tables out."""

from referrals.exchange.services.bringing import read_file
from referrals.exchange.services.bundling import Unfit, bring_bundle
from referrals.exchange.services.carrying import carry, drop, drop_old, start_carrying
from referrals.exchange.services.taking import take

__all__ = ["Unfit", "bring_bundle", "carry", "drop", "drop_old", "read_file", "start_carrying", "take"]
