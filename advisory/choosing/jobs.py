"""What panels do in the background."""

from django.utils import timezone

from advisory.choosing import services


def forget_candidates() -> None:
    """Once a day. Run twice, it finds nobody more to forget."""
    services.forget_candidates(timezone.now())
