"""Jobs of live boards."""

from django.utils import timezone

from community.live import services


def forget_presses() -> None:
    """Once a day. Run twice, it finds nothing more to forget."""
    services.forget_presses(timezone.now())
