"""Addresses of texting."""

from django.conf import settings
from django.urls import include, path

from community.messaging import voice, webhooks
from community.messaging.views import inbox, templates, thread

urlpatterns = [
    path("inbox/", inbox.threads, name="inbox"),
    path("inbox/search/", inbox.search, name="inbox_search"),
    path("inbox/<int:pk>/", thread.page, name="thread"),
    path("inbox/<int:pk>/done/", thread.done, name="thread_done"),
    path("inbox/<int:pk>/note/", thread.note, name="thread_note"),
    path("inbox/<int:pk>/assign/", thread.assign, name="thread_assign"),
    path("inbox/<int:pk>/unread/", thread.unread, name="thread_unread"),
    path("inbox/<int:pk>/pause/<str:action>/", thread.pause, name="thread_pause"),
    path("inbox/templates/", templates.templates, name="templates"),
    path("inbox/templates/new/", templates.template_new, name="template_new"),
    path("inbox/templates/<int:pk>/", templates.template, name="template"),
    path("inbox/templates/<int:pk>/change/", templates.template_edit, name="template_edit"),
    path("inbox/templates/<int:pk>/retire/", templates.template_retire, name="template_retire"),
    path("inbox/templates/texts/<int:pk>/review/", templates.template_review, name="template_review"),
    path("sms/inbound/", webhooks.inbound, name="sms_inbound"),
    path("sms/fallback/", webhooks.fallback, name="sms_fallback"),
    path("sms/status/", webhooks.status, name="sms_status"),
    path("voice/", voice.begin, name="voice_begin"),
    path("voice/answer/", voice.answer, name="voice_answer"),
]
if settings.SMS_BACKEND == "simulator" and not settings.PRODUCTION:
    urlpatterns.append(path("", include("community.messaging.simulator_urls")))
