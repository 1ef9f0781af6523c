"""Addresses of payments."""

from django.urls import path

from advisory.payments import views

urlpatterns = [
    path("money/<int:pk>/pay/", views.stipend_pay, name="stipend_pay"),
    path("money/meetings/<int:pk>/pay/", views.meeting_pay, name="meeting_pay"),
]
