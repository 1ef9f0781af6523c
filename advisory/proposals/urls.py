"""Addresses of proposals."""

from django.urls import path

from advisory.proposals import views

urlpatterns = [
    path("proposals/", views.proposals, name="proposals"),
    path("proposals/new/<int:group>/", views.proposal_new, name="proposal_new"),
    path("proposals/<int:pk>/", views.proposal, name="proposal"),
    path("proposals/<int:pk>/say/", views.proposal_say, name="proposal_say"),
    path("proposals/<int:pk>/hide/", views.proposal_hide, name="proposal_hide"),
    path("proposals/<int:pk>/amend/", views.proposal_amend, name="proposal_amend"),
    path("proposals/<int:pk>/settle/", views.proposal_settle, name="proposal_settle"),
    path("proposals/<int:pk>/do/<slug:action>/", views.proposal_do, name="proposal_do"),
    path("proposals/<int:pk>/vote/", views.proposal_vote, name="proposal_vote"),
]
