"""Addresses of meetings. "do/" is relative to the page, so the same buttons work on each of them."""

from django.urls import path

from community.meetings import views

urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/new/", views.meeting_new, name="meeting_new"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>/answer/", views.meeting_answer, name="meeting_answer"),
    path("meetings/<int:pk>/plan/<slug:action>/", views.meeting_plan, name="meeting_plan"),
    path("next-steps/", views.next_steps, name="next_steps"),
    path("action-items/<int:pk>/done/", views.action_done, name="action_done"),
    path("meetings/<int:pk>/board/", views.board, name="meeting_board"),
    path("meetings/<int:pk>/board/do/<slug:action>/", views.board_do, name="meeting_board_do"),
    path("meetings/<int:pk>/console/", views.console, name="meeting_console"),
    path("meetings/<int:pk>/console/do/<slug:action>/", views.console_do, name="meeting_console_do"),
    path("meetings/<int:pk>/projector/", views.projector, name="meeting_projector"),
]
