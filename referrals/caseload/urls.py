"""Addresses of the caseload."""

from django.urls import path

from referrals.caseload import views

urlpatterns = [
    path("caseload/", views.caseload, name="caseload"),
    path("caseload/nobody-called/", views.caseload, {"only_uncalled": True}, name="caseload_uncalled"),
]
