"""Addresses of the caseload. They hold numbers, never a name."""

from django.urls import path

from referrals.caseload import team_views, views

urlpatterns = [
    path("caseload/", views.caseload, name="caseload"),
    path("caseload/all/", views.caseload, {"show": "all"}, name="caseload_all"),
    path("caseload/nobody-called/", views.caseload, {"show": "uncalled"}, name="caseload_uncalled"),
    path("caseload/help/", views.caseload, {"show": "help"}, name="caseload_help"),
    path("caseload/ambassadors/", team_views.ambassadors, name="ambassadors"),
    path("caseload/hand-over/", team_views.hand_families, name="hand_families"),
    path("caseload/hand-all-over/", team_views.hand_all, name="hand_all"),
    path("caseload/covers/<int:pk>/end/", team_views.cover_end, name="cover_end"),
    path("caseload/barriers/", team_views.barriers, name="barriers"),
    path("caseload/truth-gap/", team_views.gap, name="truth_gap"),
    path("caseload/<int:pk>/", views.case, name="case"),
    path("caseload/<int:pk>/call/", views.case_call, name="case_call"),
]
