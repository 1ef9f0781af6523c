"""Addresses of the case conference."""

from django.urls import path

from referrals.conference import views

urlpatterns = [
    path("conference/", views.conferences, name="conferences"),
    path("conference/begin/", views.conference_begin, name="conference_begin"),
    path("conference/steps/<int:pk>/done/", views.case_done, name="case_done"),
    path("conference/<int:pk>/", views.conference, name="conference"),
    path("conference/<int:pk>/here/", views.conference_let_in, name="conference_let_in"),
    path(
        "conference/<int:pk>/here/<int:person_pk>/out/", views.conference_let_out, name="conference_let_out"
    ),
    path("conference/<int:pk>/cases/<int:case_pk>/", views.case_show, name="case_show"),
    path("conference/<int:pk>/cases/<int:case_pk>/decide/", views.case_decide, name="case_decide"),
    path("conference/<int:pk>/close/", views.conference_close, name="conference_close"),
]
