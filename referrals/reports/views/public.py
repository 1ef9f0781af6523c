"""Releases, for everybody: no sign-in, no script, and nothing on them that is only for one visitor."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation

from community.core.access import door
from community.core.numbers import key_in
from community.core.sheets import sheet
from community.people.models import Community
from community.people.public_pages import for_a_while, in_its_language
from referrals.reports.dictionary import COLUMNS, columns_in_words, lines
from referrals.reports.models import Release
from referrals.reports.paper import pdf_of
from referrals.reports.readout import shown, tables
from referrals.reports.rules import prepares_reports
from referrals.reports.selectors import newer_than, releases_of


def find(slug: str, number: str) -> Release:
    """A release by its community and its number."""
    community = get_object_or_404(Community, slug=slug)
    return get_object_or_404(releases_of(community), number=key_in(number))


def _context(release: Release, language: str) -> dict[str, Any]:
    return {
        "community": release.community,
        "language": language,
        "newer": newer_than(release),
        **shown(release),
    }


@door(None)
def public_releases(request: Any, slug: str) -> HttpResponse:
    """What a community has released, newest first."""
    community = get_object_or_404(Community, slug=slug)
    with timezone.override(community.zone):
        rows = [shown(release) for release in releases_of(community)]
        here = {
            "community": community,
            "rows": rows,
            "may_prepare": prepares_reports(request.person) and request.community == community,
        }
        return render(request, "reports/public_list.html", here)


@door(None)
def public_release(request: Any, slug: str, number: str) -> HttpResponse:
    """The address of a release for good: it leads to the page in the visitor's language."""
    release = find(slug, number)
    return redirect("release_page", slug, release.number, request.LANGUAGE_CODE)


@door(None)
@for_a_while
@in_its_language
def release_page(request: Any, slug: str, number: str, language: str) -> HttpResponse:
    """For residents: three sentences and one picture."""
    return render(request, "reports/release.html", _context(find(slug, number), language))


@door(None)
@for_a_while
@in_its_language
def release_numbers(request: Any, slug: str, number: str, language: str) -> HttpResponse:
    """For agencies: the tables, how they were made, and what they cannot say."""
    here = _context(find(slug, number), language)
    here |= {"tables": tables(here["body"]), "columns": columns_in_words()}
    return render(request, "reports/numbers.html", here)


@door(None)
@for_a_while
@in_its_language
def release_pdf(request: Any, slug: str, number: str, language: str) -> HttpResponse:
    """Both as a tagged PDF."""
    release = find(slug, number)
    response = HttpResponse(pdf_of(release, language), content_type="application/pdf")
    name = f"{slug}-release-{release.number}-{language}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@door(None)
@for_a_while
def release_csv(request: Any, slug: str, number: str) -> HttpResponse:
    """The same numbers as a table: a group in a place a line."""
    release = find(slug, number)
    return sheet(f"{slug}-release-{release.number}", [name for name, _what in COLUMNS], lines(release))


@door(None)
@for_a_while
def release_columns(request: Any, slug: str, number: str) -> HttpResponse:
    """What each column of the table means, as a table."""
    release = find(slug, number)
    with translation.override("en"):
        return sheet(f"{slug}-release-{release.number}-columns", ["column", "meaning"], columns_in_words())
