"""Addresses of messages to many. "do/" is relative to the page of one, as its live panels need it."""

from django.urls import path

from community.broadcasts import views

urlpatterns = [
    path("broadcasts/", views.broadcasts, name="broadcasts"),
    path("broadcasts/new/", views.broadcast_new, name="broadcast_new"),
    path("broadcasts/limits/", views.broadcast_limits, name="broadcast_limits"),
    path("broadcasts/<int:pk>/", views.broadcast, name="broadcast"),
    path("broadcasts/<int:pk>/edit/", views.broadcast_edit, name="broadcast_edit"),
    path("broadcasts/<int:pk>/do/<slug:action>/", views.broadcast_do, name="broadcast_do"),
]
