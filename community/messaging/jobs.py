"""Jobs of texting."""

from community.messaging import services


def send_waiting() -> None:
    """Send what is due. May run twice, and several at once."""
    services.send_waiting()
