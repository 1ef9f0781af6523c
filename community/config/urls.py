"""Every address of Stoop. The two upper floors are named only as strings."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("", include("community.people.urls")),
]
