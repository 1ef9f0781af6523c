"""Addresses of panels."""

from django.urls import path

from advisory.choosing import views

urlpatterns = [
    path("panels/", views.panels, name="panels"),
    path("panels/new/", views.panel_new, name="panel_new"),
    path("panels/<int:pk>/", views.panel, name="panel"),
    path("panels/<int:pk>/do/<slug:action>/", views.panel_do, name="panel_do"),
    path("panels/criteria/<int:pk>/remove/", views.criterion_remove, name="criterion_remove"),
    path("panels/seats/<int:pk>/remove/", views.seat_remove, name="seat_remove"),
    path("panels/candidates/<int:pk>/", views.candidate, name="candidate"),
    path("panels/candidates/<int:pk>/conflict/", views.candidate_conflict, name="candidate_conflict"),
]
