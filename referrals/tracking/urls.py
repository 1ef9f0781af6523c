"""Addresses of referrals. They hold numbers, never a name."""

from django.urls import path

from referrals.tracking import turns, views

urlpatterns = [
    path("referrals/", views.referrals, name="referrals"),
    path("referrals/closed/", views.referrals, {"closed": True}, name="referrals_closed"),
    path("referrals/new/", views.referral_new, name="referral_new"),
    path("referrals/notes/on/", views.notes, {"on": True}, name="notes_on"),
    path("referrals/notes/off/", views.notes, {"on": False}, name="notes_off"),
    path("referrals/<int:pk>/", views.referral, name="referral"),
    path("referrals/<int:pk>/step/", views.referral_step, name="referral_step"),
    path("referrals/<int:pk>/close/", views.referral_close, name="referral_close"),
    path("referrals/<int:pk>/steps/<int:step_pk>/", turns.step_correct, name="step_correct"),
    path("referrals/<int:pk>/steps/<int:step_pk>/undo/", turns.step_undo, name="step_undo"),
    path("referrals/<int:pk>/reopen/", turns.referral_reopen, name="referral_reopen"),
    path("referrals/<int:pk>/pause/", turns.referral_pause, name="referral_pause"),
    path("referrals/<int:pk>/pauses/<int:pause_pk>/", turns.pause_end, name="pause_end"),
    path("referrals/<int:pk>/pauses/<int:pause_pk>/void/", turns.pause_void, name="pause_void"),
]
