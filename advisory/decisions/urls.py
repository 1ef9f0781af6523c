"""Addresses of decisions."""

from django.urls import path

from advisory.decisions.views import drafting, entering, moving, pages, proof, voting

urlpatterns = [
    path("decisions/", pages.decisions, name="decisions"),
    path("decisions/new/", drafting.decision_new, name="decision_new"),
    path("decisions/<int:pk>/", pages.decision, name="decision"),
    path("decisions/<int:pk>/vote/", voting.decision_vote, name="decision_vote"),
    path("decisions/<int:pk>/vote/<int:giver>/", voting.decision_vote_for, name="decision_vote_for"),
    path("decisions/<int:pk>/aside/of/", moving.decision_aside_of, name="decision_aside_of"),
    path("decisions/<int:pk>/aside/", voting.decision_aside, name="decision_aside"),
    path("decisions/<int:pk>/proxy/", voting.decision_proxy, name="decision_proxy"),
    path("decisions/<int:pk>/proxy/back/", voting.decision_proxy_back, name="decision_proxy_back"),
    path("decisions/<int:pk>/open/", moving.decision_open, name="decision_open"),
    path("decisions/<int:pk>/close/", moving.decision_close, name="decision_close"),
    path("decisions/<int:pk>/withdraw/", moving.decision_withdraw, name="decision_withdraw"),
    path("decisions/<int:pk>/defer/", moving.decision_defer, name="decision_defer"),
    path("decisions/<int:pk>/take-up/", moving.decision_take_up, name="decision_take_up"),
    path("decisions/<int:pk>/reopen/", moving.decision_reopen, name="decision_reopen"),
    path("decisions/<int:pk>/paper/", entering.decision_paper, name="decision_paper"),
    path("decisions/<int:pk>/box/", entering.decision_box, name="decision_box"),
    path("decisions/<int:pk>/ballots/", proof.decision_ballots, name="decision_ballots"),
    path("decisions/<int:pk>/ballots.csv", proof.decision_file, name="decision_file"),
]
