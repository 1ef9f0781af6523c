"""Bringing files in and taking tables out."""

from referrals.exchange.services.bringing import read_file
from referrals.exchange.services.carrying import carry, drop, drop_old, start_carrying

__all__ = ["carry", "drop", "drop_old", "read_file", "start_carrying"]
