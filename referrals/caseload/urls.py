"""Addresses of the caseload. They hold numbers, never a name."""

from django.urls import path

from referrals.caseload import views

urlpatterns = [
    path("caseload/", views.caseload, name="caseload"),
    path("caseload/all/", views.caseload, {"show": "all"}, name="caseload_all"),
    path("caseload/nobody-called/", views.caseload, {"show": "uncalled"}, name="caseload_uncalled"),
    path("caseload/help/", views.caseload, {"show": "help"}, name="caseload_help"),
    path("caseload/<int:pk>/", views.case, name="case"),
    path("caseload/<int:pk>/call/", views.case_call, name="case_call"),
]
