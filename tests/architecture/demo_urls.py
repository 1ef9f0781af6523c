"""Every address there is: those of production, and those of the demo."""

from django.urls import include, path

from community.config.urls import urlpatterns as of_production

urlpatterns = [
    *of_production,
    path("", include("community.people.demo_urls")),
    path("", include("community.messaging.simulator_urls")),
]
