"""The texts with one phone, and what can be done there."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import door
from community.core.errors import BadInput, Refused, tell
from community.core.numbers import key_in
from community.messaging import services
from community.messaging.forms.inbox import NoteForm, WriteForm
from community.messaging.models import Thread
from community.messaging.panels.inbox import SHOWN, seen_as, thread_panels, thread_view
from community.messaging.selectors import (
    ReadyAnswer,
    open_thread,
    people_around,
    ready_answers,
)
from community.messaging.services.outbound import default_language
from community.people.models import LANGUAGES, Person
from community.people.rules import is_staff


@door(is_staff, second_factor=True, methods=("GET", "HEAD", "POST"))
def page(request: Any, pk: int) -> HttpResponse:
    """The texts with one phone, and a form that adds one. Who reads them is kept.

    ``?reply=`` is the key of a ready answer that stands in the form.
    """
    if request.method != "POST":
        return _shown(request, pk)
    found, form = _find(request, pk), WriteForm(request.POST)
    if form.is_valid():
        try:
            services.write_to(found, body=form.cleaned_data["body"], by=request.person, seen=_seen(request))
        except Refused as refusal:
            form.add_error("body", refusal.message)
        else:
            tell(request, _("Your text is on its way."))
            return redirect("thread", pk=pk)
    return _shown(request, pk, write=form)


@door(is_staff, second_factor=True, methods=("POST",))
def note(request: Any, pk: int) -> HttpResponse:
    """Something is written down for colleagues."""
    found, form = _find(request, pk), NoteForm(request.POST)
    if form.is_valid():
        try:
            services.add_note(found, body=form.cleaned_data["note"], by=request.person)
        except Refused as refusal:
            form.add_error("note", refusal.message)
        else:
            tell(request, _("Your note is kept. It was not sent."))
            return redirect("thread", pk=pk)
    return _shown(request, pk, note=form)


@door(is_staff, second_factor=True, methods=("POST",))
def done(request: Any, pk: int) -> HttpResponse:
    """Nothing waits in this thread any more."""
    try:
        services.finish_thread(_find(request, pk), by=request.person, seen=_seen(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("thread", pk=pk)
    tell(request, _("Done. Nothing waits there now."))
    return redirect("inbox")


@door(is_staff, second_factor=True, methods=("POST",))
def assign(request: Any, pk: int) -> HttpResponse:
    """Somebody looks after this thread from now on: "me", a colleague by key, or nobody."""
    found, to = _find(request, pk), request.POST.get("to", "")
    chosen = request.person if to == "me" else _colleague(request, to)
    services.assign_thread(found, to=chosen, by=request.person)
    if chosen is None:
        tell(request, _("Nobody looks after this conversation now."))
    elif chosen == request.person:
        tell(request, _("This conversation is yours now."))
    else:
        tell(request, _("%(name)s looks after this conversation now.") % {"name": chosen.display_name})
    return redirect("thread", pk=pk)


@door(is_staff, second_factor=True, methods=("POST",))
def unread(request: Any, pk: int) -> HttpResponse:
    """The last text here counts as unread again."""
    try:
        services.mark_unread(_find(request, pk), by=request.person)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("thread", pk=pk)
    tell(request, _("Marked as unread."))
    return redirect("inbox")


@door(is_staff, second_factor=True, methods=("POST",))
def pause(request: Any, pk: int, action: str) -> HttpResponse:
    """Somebody has read the words that sounded like STOP: "stop" if they were meant so, else "resume"."""
    found = _find(request, pk)
    if action == "stop":
        services.stop_for(found, by=request.person)
        tell(request, _("This phone gets no more texts."))
    elif action == "resume":
        services.resume_texts(found, by=request.person)
        tell(request, _("Texts go to this phone again."))
    else:
        raise Http404
    return redirect("thread", pk=pk)


def _find(request: Any, pk: int) -> Thread:
    return get_object_or_404(Thread.objects.of(request.community).select_related("community"), pk=pk)


def _colleague(request: Any, key: str) -> Person | None:
    if not key:
        return None
    chosen = Person.objects.of(request.community).filter(pk=key_in(key)).first()
    if chosen is None:
        raise BadInput(_("Choose somebody of your team."))
    return chosen


def _seen(request: Any) -> int:
    """The newest text on the page whose button was pressed."""
    return key_in(request.POST.get("seen", ""))


def _shown(request: Any, pk: int, *, write: Form | None = None, note: Form | None = None) -> HttpResponse:
    """The page of the thread; a form is given when there is something to mend in it."""
    opened = open_thread(request.community, pk, last=SHOWN)
    if opened is None:
        raise Http404
    thread = opened.thread
    people, colleagues = people_around(thread)
    language = people[0].language if people else default_language(thread.community)
    answers = ready_answers(thread, people, language) if opened.has_answers else []
    reply, view = _reply(request, answers), thread_view(thread)
    if opened.board_id is None:
        board = services.inbox_board(thread.community)
        opened.board_id, opened.version = board.pk, board.version
    audit.record(thread, "read", by=request.person)
    if opened.newest > thread.seen_upto:
        services.mark_seen(thread, upto=opened.newest, board_id=opened.board_id)
    here = {
        "thread": thread,
        "opened": opened,
        "people": people,
        "colleagues": colleagues,
        "answers": answers,
        "language": dict(LANGUAGES)[language],
        "body_language": language,
        "form": write or WriteForm(initial={"body": reply}),
        "note_form": note or NoteForm(),
        "panels": thread_panels(opened, people),
        "view": view,
        "seen_as": seen_as(view, request.person, language=get_language()).mark,
    }
    wrong = (write and write.errors) or (note and note.errors)
    return render(request, "messaging/thread.html", here, status=400 if wrong else 200)


def _reply(request: Any, answers: list[ReadyAnswer]) -> str:
    """The words of the ready answer that was chosen."""
    asked = request.GET.get("reply")
    if not asked:
        return ""
    chosen = next((answer for answer in answers if answer.pk == key_in(asked)), None)
    if chosen is None:
        raise Http404
    return chosen.body
