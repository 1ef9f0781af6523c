"""Pages of the texts for many."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.core.access import door
from community.core.errors import Refused, tell
from community.core.numbers import key_in
from community.messaging import services
from community.messaging.forms.templates import TemplateForm, WordsForm
from community.messaging.models import Template, TemplateText
from community.messaging.previews import preview
from community.messaging.selectors import newest_version, newest_versions, older_versions
from community.messaging.services.templates import languages_of
from community.people.models import LANGUAGES
from community.people.rules import is_staff

NAMES = dict(LANGUAGES)


@door(is_staff, second_factor=True)
def templates(request: Any) -> HttpResponse:
    """All texts in use, by what they are for, and which languages are reviewed."""
    found = list(Template.objects.of(request.community).filter(retired_at=None))
    newest = newest_versions(found)
    row: Any
    for row in found:
        texts = {text.language: text for text in newest[row.pk].texts.all()}
        row.languages = [(NAMES[code], texts.get(code)) for code in languages_of(request.community)]
    parts = [
        (_("Messages to many"), [row for row in found if row.kind == Template.Kind.BROADCAST]),
        (_("Ready answers"), [row for row in found if row.kind == Template.Kind.REPLY]),
    ]
    return render(request, "messaging/templates.html", {"parts": parts, "any": bool(found)})


@door(is_staff, second_factor=True)
def template(request: Any, pk: int) -> HttpResponse:
    """One text in its languages side by side, what each costs, what is wrong with it, who has reviewed it."""
    found = _find(request, pk)
    version = newest_version(found)
    texts = {text.language: text for text in version.texts.all()}
    names = services.private_names(request.community)
    called = request.person.first_name
    shown = [
        (text, preview(request.community, language, text.body, first_name=called, names=names))
        for language, _name in LANGUAGES
        if (text := texts.get(language))
    ]
    here = {"template": found, "version": version, "shown": shown, "first_name": called}
    here["missing"] = [NAMES[code] for code in languages_of(request.community) if code not in texts]
    here["older"] = older_versions(found, than=version)
    return render(request, "messaging/template.html", here)


@door(is_staff, second_factor=True, methods=("GET", "HEAD", "POST"))
def template_new(request: Any) -> HttpResponse:
    """Write a new one. "Check" shows it without saving."""
    form = TemplateForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid() and "check" not in request.POST:
        given = {"kind": form.cleaned_data["kind"], "name": form.cleaned_data["name"]}
        try:
            made = services.write_template(request.community, texts=form.texts(), by=request.person, **given)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("Saved. Have each language reviewed before you send it."))
            return redirect("template", made.pk)
    return render(request, "messaging/template_edit.html", {"form": form}, status=400 if form.errors else 200)


@door(is_staff, second_factor=True, methods=("GET", "HEAD", "POST"))
def template_edit(request: Any, pk: int) -> HttpResponse:
    """New words for one of them; "Check" shows them without saving."""
    found = _find(request, pk)
    version = newest_version(found)
    words = {text.language: text.body for text in version.texts.all()}
    form = WordsForm(request.POST or None, person=request.person, words=words)
    after = version.number
    if request.method == "POST":
        after = key_in(request.POST.get("after", ""))
        if form.is_valid() and "check" not in request.POST:
            try:
                services.write_version(found, texts=form.texts(), by=request.person, after=after)
            except Refused as refusal:
                form.add_error(None, refusal.message)
            else:
                tell(request, _("Saved. Words that changed need a new review."))
                return redirect("template", pk)
    here = {"form": form, "template": found, "after": after}
    return render(request, "messaging/template_edit.html", here, status=400 if form.errors else 200)


@door(is_staff, second_factor=True, methods=("POST",))
def template_review(request: Any, pk: int) -> HttpResponse:
    """Put one's name to the words in one language."""
    texts = TemplateText.objects.of(request.community)
    text = get_object_or_404(texts.select_related("version__template__community"), pk=pk)
    services.review_text(text, by=request.person)
    said = _("Reviewed: %(language)s. Your name stands beside it.")
    tell(request, said % {"language": NAMES[text.language]})
    return redirect("template", text.version.template_id)


@door(is_staff, second_factor=True, methods=("POST",))
def template_retire(request: Any, pk: int) -> HttpResponse:
    """Offer it no longer."""
    services.retire_template(_find(request, pk), by=request.person)
    tell(request, _("It is no longer offered. What was sent with it stays on record."))
    return redirect("templates")


def _find(request: Any, pk: int) -> Template:
    return get_object_or_404(Template.objects.of(request.community).select_related("community"), pk=pk)
