"""Somebody who asked on a page for our texts, and has not yet said so from their phone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.people.models import LANGUAGES, PhoneField, phone_shape


class JoinRequest(Owned):
    """What a page was told: it becomes a consent only when the phone itself texts JOIN."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="join_requests")
    phone = PhoneField()
    first_name = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=LANGUAGES)
    # The exact words beside the button that was pressed.
    wording = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("request to join")
        constraints = [
            models.UniqueConstraint(fields=["community", "phone"], name="join_request_once"),
            phone_shape("phone", "join_request_phone_e164"),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"
