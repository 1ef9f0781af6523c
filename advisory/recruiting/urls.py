"""Addresses of recruiting."""

from django.urls import path

from advisory.recruiting.views import applicants, gatherings, stages

urlpatterns = [
    path("boards/<int:pk>/joining/", stages.recruiting, name="recruiting"),
    path("boards/<int:pk>/joining/outreach/", stages.outreach_new, name="outreach_new"),
    path("boards/<int:pk>/joining/people/", stages.applicant_new, name="applicant_new"),
    path("boards/<int:pk>/joining/flyer/<slug:language>/", stages.recruiting_flyer, name="recruiting_flyer"),
    path("boards/<int:pk>/joining/vote/", stages.recruiting_vote, name="recruiting_vote"),
    path("boards/<int:pk>/joining/plan/<slug:kind>/", gatherings.gathering_new, name="gathering_new"),
    path("boards/outreach/<int:pk>/end/", stages.outreach_end, name="outreach_end"),
    path("boards/applicants/<int:pk>/", applicants.applicant, name="applicant"),
    path("boards/applicants/<int:pk>/do/<slug:action>/", applicants.applicant_do, name="applicant_do"),
    path("boards/gatherings/<int:pk>/", gatherings.gathering, name="gathering"),
    path("boards/gatherings/<int:pk>/note/", gatherings.gathering_note, name="gathering_note"),
    path("boards/gatherings/<int:pk>/do/<slug:action>/", gatherings.gathering_do, name="gathering_do"),
]
