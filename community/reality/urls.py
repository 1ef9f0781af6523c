"""Addresses of Reality Checks."""

from django.urls import path

from community.reality import views

urlpatterns = [
    path("reality/groups/<int:pk>/", views.questions, name="reality_questions"),
    path("meetings/<int:pk>/reality/<slug:action>/", views.reality_do, name="reality_do"),
    path("reality/<int:pk>/paper/", views.paper, name="reality_paper"),
    path("reality/<int:pk>/sheet/<str:language>/", views.printed, name="reality_sheet"),
]
