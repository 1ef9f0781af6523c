"""Every address of Stoop. The two upper floors are named only as strings."""

from django.urls import URLPattern, URLResolver, include, path

from community.config import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", pages.set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("", include("community.people.urls")),
]
