"""Addresses of decisions."""

from django.urls import path

from advisory.decisions import proof, views

urlpatterns = [
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/new/", views.decision_new, name="decision_new"),
    path("decisions/<int:pk>/", views.decision, name="decision"),
    path("decisions/<int:pk>/vote/", views.decision_vote, name="decision_vote"),
    path("decisions/<int:pk>/open/", views.decision_open, name="decision_open"),
    path("decisions/<int:pk>/ballots/", proof.decision_ballots, name="decision_ballots"),
    path("decisions/<int:pk>/ballots.csv", proof.decision_file, name="decision_file"),
    path("decisions/<int:pk>/close/", views.decision_close, name="decision_close"),
]
