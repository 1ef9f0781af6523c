"""Addresses of files. They hold numbers, never a name."""

from django.urls import path

from referrals.exchange import views

urlpatterns = [
    path("referrals/files/", views.files, name="exchange_files"),
    path("referrals/files/template.csv", views.template, name="exchange_template"),
    path("referrals/files/bundle/", views.bundle, name="exchange_bundle"),
    path("referrals/files/take/", views.take, name="exchange_take"),
    path("referrals/files/<int:pk>/", views.file, name="exchange_file"),
    path("referrals/files/<int:pk>/carry/", views.carry, name="exchange_carry"),
    path("referrals/files/<int:pk>/drop/", views.drop, name="exchange_drop"),
]
