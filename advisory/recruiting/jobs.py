"""Jobs of recruiting."""

from django.utils import timezone

from advisory.recruiting import services


def forget_old_applicants() -> None:
    """Once a day. Run twice, it finds nobody more to forget."""
    services.forget_old_applicants(timezone.now())
