"""What a group agreed on: the text in force, every earlier one, the difference, and the dissent."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from advisory.boards import selectors, services
from advisory.boards.forms import FORMS, RULES, DissentForm, SaidForm, TranslationForm, WordingForm
from advisory.boards.models import Charter, CharterTranslation, CharterVersion
from advisory.boards.rules import JoiningRules, PayRules, VotingRules, may_keep, may_run
from advisory.boards.views.finding import find_charter, find_group
from advisory.boards.views.pages import reads_boards
from advisory.boards.words import joining_sentences, pay_sentences, voting_sentences
from community.core.access import door
from community.core.errors import BadInput, Refused, tell
from community.minutes.marking import to_html
from community.people.models import LANGUAGES, Group
from community.people.rules import is_coordinator
from community.people.selectors import roster


@door(reads_boards)
def charter(request: Any, pk: int) -> HttpResponse:
    """The text in force; before it is, the newest version."""
    found = find_charter(request, pk)
    in_force = selectors.version_in_force(found, request.community.today())
    return _shown(request, found, in_force or selectors.latest_version(found), in_force)


@door(reads_boards)
def charter_version(request: Any, pk: int) -> HttpResponse:
    """One version, whether it is in force or not."""
    rows = CharterVersion.objects.of(request.community).select_related("decision", "author", "rules")
    version = get_object_or_404(rows, pk=pk)
    found = find_charter(request, version.charter_id)
    return _shown(request, found, version, selectors.version_in_force(found, request.community.today()))


def _shown(
    request: Any, found: Charter, version: CharterVersion, in_force: CharterVersion | None
) -> HttpResponse:
    """A version with its rules and the dissent beside it, and how every version came to be."""
    today = request.community.today()
    translations = selectors.translations_of(version)
    wanted = request.GET.get("language") or request.LANGUAGE_CODE
    text: CharterVersion | CharterTranslation = translations.get(wanted, version)
    shown = {
        "charter": found,
        "version": version,
        "in_force": in_force,
        "text": text,
        "html": to_html(text.body),
        "tongues": [
            (code, name, code == version.language or code in translations) for code, name in LANGUAGES
        ],
        "rules": _sentences(version),
        "dissents": version.dissents.select_related("person"),
        "versions": found.versions.order_by("-number"),
        "changes": selectors.changes(found),
        "keeps": may_keep(request.person, found.group),
        "is_overdue": version == in_force and version.review_on is not None and version.review_on <= today,
        **_dissent_forms(request, found.group, version),
    }
    return render(request, "boards/charter.html", shown)


@door(is_coordinator, second_factor=True, methods=("GET", "HEAD", "POST"))
def charter_translate(request: Any, pk: int, language: str) -> HttpResponse:
    """Write a version in another language, beside the original."""
    version = get_object_or_404(CharterVersion.objects.of(request.community), pk=pk)
    version.charter = find_charter(request, version.charter_id)
    if language not in dict(LANGUAGES) or language == version.language:
        raise Http404
    before = selectors.translations_of(version).get(language)
    form = TranslationForm(request.POST or None, initial={"body": before.body if before else ""})
    if request.method == "POST" and form.is_valid():
        services.translate_version(
            version, language=language, body=form.cleaned_data["body"], by=request.person
        )
        tell(request, _("The translation is kept."))
        return redirect(f"{reverse('charter_version', args=[pk])}?language={language}")
    shown = {
        "version": version,
        "form": form,
        "html": to_html(version.body),
        "name": dict(LANGUAGES)[language],
    }
    return render(request, "boards/translate.html", shown, status=400 if form.errors else 200)


def _sentences(version: CharterVersion) -> list[str]:
    rules = getattr(version, "rules", None)
    if rules is None:
        return []
    votes = VotingRules(**{name: getattr(rules, name) for name in VotingRules.__dataclass_fields__})
    joins = JoiningRules(**{name: getattr(rules, name) for name in JoiningRules.__dataclass_fields__})
    pays = PayRules(**{name: getattr(rules, name) for name in PayRules.__dataclass_fields__})
    return [*voting_sentences(votes), *joining_sentences(joins), *pay_sentences(pays)]


def _dissent_forms(request: Any, group: Group, version: CharterVersion) -> dict[str, Any]:
    today, first = request.community.today(), {"version": version.pk}
    days = (today, version.adopted_on)
    forms: dict[str, Any] = {}
    if any(selectors.is_member(request.person, group, day) for day in days):
        forms["dissent_form"] = DissentForm(initial=first)
    if may_run(request.person, group):
        forms["said_form"] = SaidForm(initial=first, people=roster(group, today), auto_id="said_%s")
    return forms


@door(reads_boards, methods=("POST",))
def charter_dissent(request: Any, pk: int) -> HttpResponse:
    """Words of somebody who disagreed, kept for good; their own, or as said to whoever runs the meeting."""
    found, today = find_charter(request, pk), request.community.today()
    form: DissentForm = (
        SaidForm(request.POST, people=roster(found.group, today))
        if "person" in request.POST
        else DissentForm(request.POST)
    )
    if not form.is_valid():
        raise BadInput(form.first_error())
    told = form.cleaned_data
    version = found.versions.filter(pk=told["version"]).first()
    if version is None:
        raise BadInput(_("That is not here any more. Load the page again."))
    version.charter = found
    services.keep_dissent(
        version,
        words=told["words"],
        is_named=told["is_named"] == "yes",
        person=told.get("person"),
        by=request.person,
    )
    tell(request, _("The words are kept beside the text."))
    return redirect("charter_version", version.pk)


@door(is_coordinator, second_factor=True, methods=("GET", "HEAD", "POST"))
def charter_new(request: Any, pk: int, kind: str) -> HttpResponse:
    """The first version of a charter or of an agreement."""
    group = find_group(request, pk)
    if kind not in FORMS:
        raise Http404
    title = {"title": _("Charter")} if kind == Charter.Kind.CHARTER else {}
    first = {"adopted_on": request.community.today(), **title}
    form = FORMS[kind](request.POST or None, group=group, is_new=True, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.adopt_text(
                group, kind=kind, title=form.cleaned_data["title"], wording=form.wording(), by=request.person
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("The text is kept."))
            return redirect("charter", made.pk)
    return _written(request, {"group": group, "form": form, "kind": kind})


@door(is_coordinator, second_factor=True, methods=("GET", "HEAD", "POST"))
def charter_write(request: Any, pk: int) -> HttpResponse:
    """The next version."""
    found = find_charter(request, pk)
    last = selectors.latest_version(found)
    form = FORMS[found.kind](
        request.POST or None, group=found.group, is_new=False, initial=_before(request, last)
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.write_version(
                found,
                after=form.cleaned_data["after"],
                why=form.cleaned_data["why"],
                wording=form.wording(),
                by=request.person,
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("The new version is kept. The earlier ones stay as they are."))
            return redirect("charter", pk)
    return _written(request, {"group": found.group, "form": form, "kind": found.kind, "charter": found})


def _before(request: Any, last: CharterVersion) -> dict[str, Any]:
    rules = getattr(last, "rules", None)
    ruled = {name: getattr(rules, name) for name in RULES} if rules else {}
    return {
        "body": last.body,
        "language": last.language,
        "adopted_on": request.community.today(),
        "after": last.number,
        **ruled,
    }


def _written(request: Any, shown: dict[str, Any]) -> HttpResponse:
    form: WordingForm = shown["form"]
    return render(request, "boards/write.html", shown, status=400 if form.errors else 200)
