"""Addresses of the action team."""

from django.urls import path

from referrals.teams import views

urlpatterns = [
    path("team/", views.team, name="team"),
    path("team/mine/", views.team_mine, name="team_mine"),
    path("team/promises/new/", views.promise_new, name="promise_new"),
    path("team/promises/<int:pk>/say/", views.promise_say, name="promise_say"),
    path("team/promises/<int:pk>/end/", views.promise_end, name="promise_end"),
    path("team/attendance/", views.team_attendance, name="team_attendance"),
    path("team/measures/", views.shared_measures, name="shared_measures"),
    path("team/measures/new/", views.shared_measure_new, name="shared_measure_new"),
    path("team/measures/<int:pk>/program/", views.shared_measure_source, name="shared_measure_source"),
]
