"""Jobs of texting."""

from django.utils import timezone

from community.messaging import services


def send_waiting() -> None:
    """Send what is due. May run twice, and several at once."""
    services.send_waiting()


def tidy() -> None:
    """Once a day: delete what need not be kept. May run twice."""
    services.reduce_old_messages(timezone.now())
