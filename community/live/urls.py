"""Addresses of live boards for pages whose socket does not open."""

from django.urls import path

from community.live import views

urlpatterns = [
    path("live/<int:board_id>/snapshot/", views.board_snapshot, name="live_snapshot"),
    path("live/<int:board_id>/mine/", views.board_mine, name="live_mine"),
]
