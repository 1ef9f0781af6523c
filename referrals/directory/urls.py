"""Addresses of the directory."""

from django.urls import path

from referrals.directory import views

urlpatterns = [
    path("directory/", views.directory, name="directory"),
    path("directory/hsds.json", views.directory_hsds, name="directory_hsds"),
    path("directory/hsds.zip", views.directory_tables, name="directory_tables"),
    path("directory/new/", views.service_new, name="service_new"),
    path("directory/files/", views.directory_files, name="directory_files"),
    path("directory/files/<int:pk>/", views.directory_file, name="directory_file"),
    path("directory/<int:pk>/", views.service, name="service"),
    path("directory/<int:pk>/edit/", views.service_edit, name="service_edit"),
    path("directory/<int:pk>/checked/", views.service_confirm, name="service_confirm"),
    path("directory/<int:pk>/places/", views.service_places, name="service_places"),
    path("directory/<int:pk>/hsds.json", views.service_hsds, name="service_hsds"),
]
