"""Addresses of money."""

from django.urls import path

from advisory.stipends import views

urlpatterns = [
    path("my/stipends/", views.my_stipends, name="my_stipends"),
    path("money/", views.stipends, name="stipends"),
    path("money/rates/new/", views.rate_new, name="rate_new"),
    path("money/<int:pk>/approve/", views.stipend_approve, name="stipend_approve"),
    path("money/meetings/<int:pk>/approve/", views.meeting_approve, name="meeting_approve"),
    path("money/meetings/<int:pk>/owe/", views.meeting_owe, name="meeting_owe"),
]
