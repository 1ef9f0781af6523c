"""Addresses of texting."""

from django.conf import settings
from django.urls import include, path

from community.messaging import views, webhooks

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<int:pk>/", views.thread, name="thread"),
    path("inbox/<int:pk>/done/", views.thread_done, name="thread_done"),
    path("sms/inbound/", webhooks.inbound, name="sms_inbound"),
    path("sms/fallback/", webhooks.fallback, name="sms_fallback"),
    path("sms/status/", webhooks.status, name="sms_status"),
]
if settings.SMS_BACKEND == "simulator" and not settings.PRODUCTION:
    urlpatterns.append(path("", include("community.messaging.simulator_urls")))
