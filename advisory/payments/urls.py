"""Addresses of payments."""

from django.urls import path

from advisory.payments import views

urlpatterns = [
    path("money/<int:pk>/pay/", views.stipend_pay, name="stipend_pay"),
    path("money/meetings/<int:pk>/pay/", views.meeting_pay, name="meeting_pay"),
    path("money/runs/", views.payment_runs, name="payment_runs"),
    path("money/runs/start/", views.payment_run_start, name="payment_run_start"),
    path("money/runs/<int:pk>/", views.payment_run, name="payment_run"),
    path("money/runs/<int:pk>/file/", views.payment_run_file, name="payment_run_file"),
    path("money/runs/<int:pk>/list/", views.payment_run_sheet, name="payment_run_sheet"),
    path("money/runs/<int:pk>/paid/", views.payment_run_paid, name="payment_run_paid"),
    path("money/runs/<int:pk>/results/", views.payment_run_results, name="payment_run_results"),
    path("money/payments/<int:pk>/paid/", views.payment_paid, name="payment_paid"),
    path("money/payments/<int:pk>/failed/", views.payment_failed, name="payment_failed"),
]
