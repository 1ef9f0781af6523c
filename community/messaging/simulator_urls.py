"""The address of the simulator, which exists only where no text leaves."""

from django.urls import path

from community.messaging.simulator import simulator

urlpatterns = [path("simulator/", simulator, name="simulator")]
