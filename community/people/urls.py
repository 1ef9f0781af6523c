"""Addresses of people: the home page and ways in."""

from django.urls import path

from community.people import views

urlpatterns = [
    path("", views.home, name="home"),
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.person, name="person"),
]
