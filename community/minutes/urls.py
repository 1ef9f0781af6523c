"""Addresses of minutes. Those below ``minutes/`` are for everybody."""

from django.urls import path

from community.minutes import views

urlpatterns = [
    path("meetings/<int:pk>/minutes/", views.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/do/<slug:action>/", views.minutes_do, name="minutes_do"),
    path("meetings/<int:pk>/minutes/write/<slug:language>/", views.minutes_write, name="minutes_write"),
    path("minutes/<slug:slug>/", views.published_minutes, name="published_minutes"),
    path("minutes/<slug:slug>/<int:pk>/<slug:language>/", views.public_minutes, name="public_minutes"),
    path("minutes/<slug:slug>/<int:pk>/<slug:language>/pdf/", views.minutes_pdf, name="minutes_pdf"),
]
