"""Jobs of joining."""

from django.utils import timezone

from community.joining import services


def forget_old_requests() -> None:
    """Once a day. Run twice, it finds nothing more to forget."""
    services.forget_old_requests(timezone.now())
