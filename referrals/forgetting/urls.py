"""The address of erasing. It holds a number, never a name."""

from django.urls import path

from referrals.forgetting import views

urlpatterns = [path("referrals/<int:pk>/erase/", views.erase, name="referral_erase")]
