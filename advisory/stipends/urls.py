"""Addresses of money."""

from django.urls import path

from advisory.stipends import views

urlpatterns = [
    path("my/stipends/", views.my_stipends, name="my_stipends"),
    path("my/stipends/choice/", views.pay_choice, name="pay_choice"),
    path("my/stipends/work/", views.my_work, name="my_work"),
    path("money/", views.stipends, name="stipends"),
    path("money/rates/", views.rates, name="rates"),
    path("money/rates/new/", views.rate_new, name="rate_new"),
    path("money/work/new/", views.work_new, name="work_new"),
    path("money/<int:pk>/", views.stipend, name="stipend"),
    path("money/<int:pk>/reverse/", views.stipend_reverse, name="stipend_reverse"),
    path("money/<int:pk>/correct/", views.stipend_correct, name="stipend_correct"),
    path("money/<int:pk>/method/", views.stipend_method, name="stipend_method"),
    path("money/<int:pk>/approve/", views.stipend_approve, name="stipend_approve"),
    path("money/meetings/<int:pk>/approve/", views.meeting_approve, name="meeting_approve"),
    path("money/meetings/<int:pk>/owe/", views.meeting_owe, name="meeting_owe"),
]
