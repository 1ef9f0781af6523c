"""Every address of the referrals' rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("referrals.conference.urls")),
    path("", include("referrals.sharing.urls")),
    path("", include("referrals.tracking.urls")),
    path("", include("referrals.exchange.urls")),
    path("", include("referrals.forgetting.urls")),
    path("", include("referrals.directory.urls")),
    path("", include("referrals.offers.urls")),
    path("", include("referrals.teams.urls")),
    path("", include("referrals.caseload.urls")),
    path("", include("referrals.equity.urls")),
    path("", include("referrals.reports.urls")),
]
