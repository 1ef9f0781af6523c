"""Addresses of budget rounds. Those below ``budgets/`` are for everybody."""

from django.urls import path

from advisory.budgets import views

urlpatterns = [
    path("budgets/<slug:slug>/", views.public_rounds, name="public_rounds"),
    path("budgets/<slug:slug>/<str:key>/", views.public_round, name="public_round"),
    path("budgets/<slug:slug>/<str:key>/<str:number>/", views.public_project, name="public_project"),
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/new/", views.round_new, name="round_new"),
    path("rounds/<int:pk>/", views.round_page, name="round"),
    path("rounds/<int:pk>/idea/", views.idea_new, name="idea_new"),
    path("rounds/<int:pk>/do/<slug:action>/", views.round_do, name="round_do"),
    path("rounds/<int:pk>/projects/new/", views.project_new, name="project_new"),
    path("rounds/ideas/<int:pk>/do/<slug:action>/", views.idea_do, name="idea_do"),
    path("rounds/projects/<int:pk>/", views.project, name="project"),
    path("rounds/projects/<int:pk>/do/<slug:action>/", views.project_do, name="project_do"),
    path("rounds/measures/<int:pk>/", views.measure_count, name="measure_count"),
]
