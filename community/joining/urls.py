"""Addresses of joining."""

from django.urls import path

from community.joining import views

urlpatterns = [
    path("join/<slug:slug>/", views.join, name="join"),
    path("join/<slug:slug>/asked/", views.asked, name="join_asked"),
    path("join/<slug:slug>/flyer/<slug:language>/", views.flyer, name="join_flyer"),
    path("people/joining/", views.invite, name="join_invite"),
]
