"""Addresses of referrals. They hold numbers, never a name."""

from django.urls import path

from referrals.tracking import views

urlpatterns = [
    path("referrals/", views.referrals, name="referrals"),
    path("referrals/closed/", views.referrals, {"closed": True}, name="referrals_closed"),
    path("referrals/new/", views.referral_new, name="referral_new"),
    path("referrals/<int:pk>/", views.referral, name="referral"),
    path("referrals/<int:pk>/step/", views.referral_step, name="referral_step"),
    path("referrals/<int:pk>/close/", views.referral_close, name="referral_close"),
]
