"""Addresses of offers. They hold numbers, never a name."""

from django.urls import path

from referrals.offers import views

urlpatterns = [
    path("offers/", views.offers, name="offers"),
    path("offers/back/", views.offers, {"which": "back"}, name="offers_back"),
    path("offers/sent/", views.offers, {"which": "sent"}, name="offers_sent"),
    path("offers/<int:pk>/", views.offer, name="offer"),
    path("offers/<int:pk>/accept/", views.offer_accept, name="offer_accept"),
    path("offers/<int:pk>/decline/", views.offer_decline, name="offer_decline"),
    path("offers/<int:pk>/wait/", views.offer_wait, name="offer_wait"),
    path("offers/<int:pk>/withdraw/", views.offer_withdraw, name="offer_withdraw"),
    path("referrals/<int:pk>/send/", views.referral_send, name="referral_send"),
    path("referrals/<int:pk>/give-back/", views.referral_give_back, name="referral_give_back"),
    # Where it stood before, in bookmarks.
    path("referrals/<int:pk>/pass-on/", views.referral_send, name="referral_transfer"),
]
