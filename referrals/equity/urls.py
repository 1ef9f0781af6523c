"""Addresses of equity."""

from django.urls import path

from referrals.equity import views

urlpatterns = [
    path("equity/own/", views.equity_own, name="equity_own"),
    path("equity/steps/", views.equity_steps, name="equity_steps"),
    path("equity/months/", views.equity_months, name="equity_months"),
    path("equity/tests/", views.equity_trials, name="equity_trials"),
    path("equity/tests/<int:pk>/", views.equity_trial, name="equity_trial"),
    path("equity/tests/<int:pk>/<slug:action>/", views.equity_trial_do, name="equity_trial_do"),
]
