"""Pages on which staff prepare releases, look at them, publish and withdraw them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.core.access import door
from community.core.errors import tell
from community.core.numbers import key_in
from referrals.reports import services
from referrals.reports.forms import TableForm, WhyForm, table_in_words
from referrals.reports.models import Draft, Release
from referrals.reports.readout import shown, tables
from referrals.reports.rules import prepares_reports
from referrals.reports.safety import hidden_in_words, why_held
from referrals.reports.saying import in_language
from referrals.reports.selectors import drafts_of, releases_of, tables_by_key

A_PAGE = 30


def _named(key: str, known: dict[str, Any]) -> str:
    return table_in_words(known[key]) if key in known else key


@door(prepares_reports, second_factor=True)
def reports(request: Any) -> HttpResponse:
    """What can be released, what waits for a second look, and what is out."""
    known = tables_by_key(request.community)
    page = Paginator(releases_of(request.community), A_PAGE).get_page(key_in(request.GET.get("page")))
    here = {
        "form": TableForm(tables=known) if known else None,
        "drafts": [(draft, _named(draft.table, known)) for draft in drafts_of(request.community)],
        "page": page,
        "rows": [shown(release) for release in page.object_list],
    }
    return render(request, "reports/reports.html", here)


@door(prepares_reports, second_factor=True, methods=("POST",))
def report_new(request: Any) -> HttpResponse:
    """Prepare the release of a table."""
    draft = services.prepare_release(
        request.community, table=request.POST.get("table", ""), by=request.person
    )
    return redirect("report_draft", draft.pk)


@door(prepares_reports, second_factor=True)
def report_draft(request: Any, pk: int) -> HttpResponse:
    """What would be published, what is hidden and why that is safe, or why it is held back."""
    draft = get_object_or_404(Draft.objects.of(request.community).select_related("prepared_by"), pk=pk)
    known = tables_by_key(request.community)
    prepared = services.look_again(draft)
    here: dict[str, Any] = {"draft": draft, "named": _named(draft.table, known)}
    if prepared is not None:
        here |= {
            "headline": in_language(prepared.body["title"]),
            "sentences": in_language(prepared.body["sentences"]),
            "tables": tables(prepared.body),
            "hidden": hidden_in_words(prepared),
            "hidden_caption": _("Hidden numbers"),
            "hidden_headings": [_("Place"), _("Group"), _("A reader finds no more than")],
            "why_held": why_held(prepared),
        }
    changed = prepared is None or prepared.digest != draft.digest
    here |= {"changed": changed, "is_own": draft.prepared_by_id == request.person.pk}
    return render(request, "reports/draft.html", here)


@door(prepares_reports, second_factor=True, methods=("POST",))
def report_draft_do(request: Any, pk: int, action: str) -> HttpResponse:
    """Publish a draft, or drop it."""
    draft = get_object_or_404(Draft.objects.of(request.community), pk=pk)
    if action == "publish":
        release = services.publish_release(draft, by=request.person)
        tell(request, _("Release %(number)s is out. Everybody can read it.") % {"number": release.number})
    elif action == "drop":
        services.drop_draft(draft, by=request.person)
    else:
        raise Http404
    return redirect("reports")


@door(prepares_reports, second_factor=True, methods=("GET", "HEAD", "POST"))
def report_withdraw(request: Any, pk: int) -> HttpResponse:
    """Say that a release no longer stands."""
    release = get_object_or_404(Release.objects.of(request.community), pk=pk)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_release(release, by=request.person, why=form.cleaned_data["why"])
        tell(request, _("Release %(number)s is withdrawn.") % {"number": release.number})
        return redirect("reports")
    here = {"form": form, "release": release}
    return render(request, "reports/withdraw.html", here, status=400 if form.errors else 200)
