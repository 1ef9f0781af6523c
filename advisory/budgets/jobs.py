"""What budget rounds do in the background."""

from django.utils import timezone

from advisory.budgets import services


def forget_phones() -> None:
    """Once a day. Run twice, it finds nothing more to forget."""
    services.forget_phones(timezone.now())
