"""Addresses of equity."""

from django.urls import path

from referrals.equity import views

urlpatterns = [
    path("equity/", views.equity, name="equity"),
]
