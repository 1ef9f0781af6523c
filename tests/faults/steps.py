"""At which step of sending which worker dies."""

# A text is claimed; handed over, and no answer read; accepted; recorded, and the record not committed.
STEPS = ("claimed", "handed_over", "accepted", "recorded")


def step_for(number: int, every: int) -> str:
    """At which of ``STEPS`` the worker dies that first has text ``number`` in hand; "" for most."""
    return STEPS[number // every % len(STEPS)] if number % every == 0 else ""
