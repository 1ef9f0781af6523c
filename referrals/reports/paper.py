"""A release as a PDF that screen readers can read (ISO 14289-1, PDF/UA-1)."""

from pathlib import Path

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.core.printing import print_page
from referrals.reports.models import Release
from referrals.reports.picture import PAPER
from referrals.reports.readout import shown, tables

SHEET = Path(__file__).with_name("paper.css")
KEPT = 24 * 60 * 60  # seconds; a release never changes


def pdf_of(release: Release, language: str) -> bytes:
    """The PDF in one language. Raises Refused (503) where the machine lacks Pango."""
    withdrawal = getattr(release, "withdrawal", None)
    key = f"release-pdf:{release.pk}:{language}:{withdrawal and withdrawal.pk}"
    made: bytes | None = cache.get(key)
    if made is None:
        made = print_page(_page(release, language), sheet=SHEET)
        cache.set(key, made, KEPT)
    return made


def _page(release: Release, language: str) -> str:
    with translation.override(language), timezone.override(release.community.zone):
        here = shown(release, PAPER) | {"community": release.community, "language": language}
        here["tables"] = tables(here["body"])
        return render_to_string("reports/paper.html", here)
