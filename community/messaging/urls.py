"""Addresses of texting."""

from django.urls import path

from community.messaging import webhooks

urlpatterns = [
    path("sms/inbound/", webhooks.inbound, name="sms_inbound"),
    path("sms/status/", webhooks.status, name="sms_status"),
]
