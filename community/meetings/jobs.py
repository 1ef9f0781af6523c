"""Jobs of meetings."""

from community.meetings import services


def remind_owners() -> None:
    """Every hour. May run twice, and several at once: each owner is asked once."""
    services.remind_owners()
