"""Addresses of the caseload. They hold numbers, never a name."""

from django.urls import path

from referrals.caseload import views

urlpatterns = [
    path("caseload/", views.caseload, name="caseload"),
    path("caseload/nobody-called/", views.caseload, {"only_uncalled": True}, name="caseload_uncalled"),
    path("caseload/<int:pk>/", views.case, name="case"),
    path("caseload/<int:pk>/call/", views.case_call, name="case_call"),
]
