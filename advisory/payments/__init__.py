"""Paying: who is paid in which run, by which way, and what became of each payment."""
