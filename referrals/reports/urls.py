"""Addresses of what is released. Those below ``reports/`` are for everybody, and stay for good."""

from django.urls import include, path

from referrals.reports import views
from referrals.reports.api import ROOT, addresses, api_description

ONE = "reports/<slug:slug>/<str:number>"

API = ROOT.removeprefix("/")

urlpatterns = [
    path("equity/", views.equity, name="equity"),
    path("equity/reports/", views.reports, name="reports"),
    path("equity/reports/new/", views.report_new, name="report_new"),
    path("equity/reports/drafts/<int:pk>/", views.report_draft, name="report_draft"),
    path("equity/reports/drafts/<int:pk>/do/<slug:action>/", views.report_draft_do, name="report_draft_do"),
    path("equity/reports/<int:pk>/withdraw/", views.report_withdraw, name="report_withdraw"),
    path("reports/<slug:slug>/", views.public_releases, name="public_releases"),
    path(f"{ONE}/", views.public_release, name="public_release"),
    path(f"{ONE}/csv/", views.release_csv, name="release_csv"),
    path(f"{ONE}/csv/columns/", views.release_columns, name="release_columns"),
    path(f"{ONE}/<slug:language>/", views.release_page, name="release_page"),
    path(f"{ONE}/<slug:language>/numbers/", views.release_numbers, name="release_numbers"),
    path(f"{ONE}/<slug:language>/pdf/", views.release_pdf, name="release_pdf"),
    path(f"{API}openapi.json", api_description, name="api_description"),
    path(API, include(list(addresses()))),
]
