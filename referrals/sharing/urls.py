"""Addresses of what is shared. They hold numbers, never a name."""

from django.urls import path

from referrals.sharing import views

urlpatterns = [
    path("referrals/kept/", views.kept, name="referrals_kept"),
    path("referrals/<int:pk>/ending/", views.renewal_heard, name="renewal_heard"),
    path("referrals/glass/", views.glass, name="glass"),
    path("referrals/glass/list/", views.glass_list, name="glass_list"),
    path("referrals/glass/<int:pk>/", views.glass_record, name="glass_record"),
    path("referrals/glass/<int:pk>/seen/", views.glass_seen, name="glass_seen"),
]
