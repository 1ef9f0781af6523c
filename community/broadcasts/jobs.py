"""Jobs of messages to many."""

from community.broadcasts import services


def feed(broadcast_id: int) -> None:
    """Queue the next texts of one broadcast. May run twice, and several at once."""
    services.feed(broadcast_id)


def feed_all() -> None:
    """Begin every feeder again, in case it was lost, and keep what was stopped. Runs every minute."""
    services.feed_all()
    services.keep_back_all()
