"""Minutes as a PDF that screen readers can read (ISO 14289-1, PDF/UA-1)."""

from pathlib import Path

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.core.printing import print_page
from community.meetings.models import Meeting
from community.minutes.marking import to_html
from community.minutes.models import MinutesVersion

SHEET = Path(__file__).with_name("paper.css")
KEPT = 24 * 60 * 60  # seconds; a version never changes


def pdf_of(meeting: Meeting, version: MinutesVersion) -> bytes:
    """The PDF of one version. Raises Refused (503) where the machine lacks Pango."""
    key = f"minutes-pdf:{version.pk}"
    made: bytes | None = cache.get(key)
    if made is None:
        made = print_page(_page(meeting, version), sheet=SHEET)
        cache.set(key, made, KEPT)
    return made


def _page(meeting: Meeting, version: MinutesVersion) -> str:
    with translation.override(version.language), timezone.override(meeting.group.community.zone):
        here = {"meeting": meeting, "version": version, "html": to_html(version.body)}
        return render_to_string("minutes/paper.html", here)
