"""Ballot files: those that Stoop publishes, and those of others."""
