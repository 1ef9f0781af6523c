"""Addresses of minutes. Those below ``minutes/`` are for everybody."""

from django.urls import path

from community.minutes import views

# Of one meeting, by its group's code and its number: what people call it.
ONE = "minutes/<slug:slug>/<str:code>/<str:number>/<slug:language>"

urlpatterns = [
    path("meetings/<int:pk>/minutes/", views.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/do/<slug:action>/", views.minutes_do, name="minutes_do"),
    path("meetings/<int:pk>/minutes/write/<slug:language>/", views.minutes_write, name="minutes_write"),
    path("minutes/<slug:slug>/", views.published_minutes, name="published_minutes"),
    path(f"{ONE}/", views.public_minutes, name="public_minutes"),
    path(f"{ONE}/pdf/", views.minutes_pdf, name="minutes_pdf"),
]
