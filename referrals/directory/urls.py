"""Addresses of the directory. Those below ``services/`` are for everybody, and stay for good."""

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
    path("directory/<int:pk>/shown/", views.service_show, name="service_show"),
    path("directory/<int:pk>/hsds.json", views.service_hsds, name="service_hsds"),
    path("services/<slug:slug>/", views.public_directory, name="public_directory"),
    path("services/<slug:slug>/hsds.json", views.public_hsds, name="public_hsds"),
    path("services/<slug:slug>/hsds.zip", views.public_tables, name="public_tables"),
    path("services/<slug:slug>/<slug:language>/", views.public_services_page, name="public_services"),
]
