"""The address of the simulator, which exists only where no text leaves."""

from django.urls import path

from community.messaging.simulator import simulated_call, simulator

urlpatterns = [
    path("simulator/", simulator, name="simulator"),
    path("simulator/<int:pk>/call/", simulated_call, name="simulated_call"),
]
