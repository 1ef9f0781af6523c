"""The project's addresses with the simulator's, which exist only where texts are simulated."""

from django.urls import include, path

urlpatterns = [
    path("", include("community.config.urls")),
    path("", include("community.messaging.simulator_urls")),
]
