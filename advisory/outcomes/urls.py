"""Addresses of follow-through. Those below ``record/`` are for everybody."""

from django.urls import path

from advisory.outcomes import views

urlpatterns = [
    path("decisions/<int:pk>/outcome/", views.outcome, name="outcome"),
    path("decisions/<int:pk>/outcome/do/<slug:action>/", views.outcome_do, name="outcome_do"),
    path("record/<slug:slug>/", views.record, name="record"),
    path("record/<slug:slug>/csv/", views.record_csv, name="record_csv"),
]
