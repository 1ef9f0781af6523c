"""Addresses of meetings. "do/" is relative to the page, so the same buttons work on each of them."""

from django.urls import path

from community.meetings import views

urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/new/", views.meeting_new, name="meeting_new"),
    path("meetings/series/", views.series_list, name="series_list"),
    path("meetings/series/new/", views.series_new, name="series_new"),
    path("meetings/series/<int:pk>/", views.series, name="series"),
    path("meetings/series/<int:pk>/stop/", views.series_stop, name="series_stop"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", views.meeting_change, name="meeting_change"),
    path("meetings/<int:pk>/calendar/", views.meeting_calendar, name="meeting_calendar"),
    path("meetings/<int:pk>/answer/", views.meeting_answer, name="meeting_answer"),
    path("meetings/<int:pk>/propose/", views.meeting_propose, name="meeting_propose"),
    path(
        "meetings/<int:pk>/invitations/<int:invitation>/", views.meeting_invitation, name="meeting_invitation"
    ),
    path("meetings/<int:pk>/orders/", views.meeting_orders, name="meeting_orders"),
    path("meetings/<int:pk>/plan/<slug:action>/", views.meeting_plan, name="meeting_plan"),
    path("meetings/<int:pk>/sheet/", views.meeting_sheet, name="meeting_sheet"),
    path("meetings/<int:pk>/paper/", views.meeting_paper, name="meeting_paper"),
    path("meetings/<int:pk>/paper/not-there/", views.meeting_not_there, name="meeting_not_there"),
    path("door/<str:key>/", views.meeting_door, name="meeting_door"),
    path("door/<str:key>/here/", views.meeting_door_here, name="meeting_door_here"),
    path("groups/<int:pk>/", views.group, name="group"),
    path("groups/<int:pk>/charter/", views.group_charter, name="group_charter"),
    path("groups/<int:pk>/attendance/", views.group_attendance, name="group_attendance"),
    path("next-steps/", views.next_steps, name="next_steps"),
    path("action-items/<int:pk>/done/", views.action_done, name="action_done"),
    path("meetings/<int:pk>/board/", views.board, name="meeting_board"),
    path("meetings/<int:pk>/board/do/<slug:action>/", views.board_do, name="meeting_board_do"),
    path("meetings/<int:pk>/console/", views.console, name="meeting_console"),
    path("meetings/<int:pk>/console/do/<slug:action>/", views.console_do, name="meeting_console_do"),
    path("meetings/<int:pk>/projector/", views.projector, name="meeting_projector"),
]
