"""Counting votes: exact arithmetic without a database, so that anybody can repeat it."""
