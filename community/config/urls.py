"""Every address of Stoop. The two upper floors are named only as strings."""

from django.urls import URLPattern, URLResolver, include, path

from community.config import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", pages.set_language, name="set_language"),
    path("styleguide/", pages.styleguide, name="styleguide"),
    path("", include("community.people.urls")),
    path("", include("community.live.urls")),
    path("", include("community.messaging.urls")),
    path("", include("community.meetings.urls")),
    path("", include("community.minutes.urls")),
    path("", include("community.broadcasts.urls")),
    path("", include("community.joining.urls")),
    path("", include("community.reality.urls")),
    path("", include("advisory.urls")),
    path("", include("referrals.urls")),
]
