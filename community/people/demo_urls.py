"""Addresses of the demo's door."""

from django.urls import path

from community.people.views import demo

urlpatterns = [
    path("demo/", demo.demo, name="demo"),
    path("demo/enter/<int:pk>/", demo.demo_enter, name="demo_enter"),
]
