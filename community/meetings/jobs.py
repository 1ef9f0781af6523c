"""Jobs of meetings."""

from django.utils import timezone

from community.meetings import services


def forget_needs() -> None:
    """Once a day. Run twice, it finds nothing more to forget."""
    services.forget_needs(timezone.now())
