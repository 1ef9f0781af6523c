"""Minutes as a PDF that screen readers can read (ISO 14289-1, PDF/UA-1)."""

from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.core.errors import Refused
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
        made = _print(_page(meeting, version))
        cache.set(key, made, KEPT)
    return made


def _page(meeting: Meeting, version: MinutesVersion) -> str:
    with translation.override(version.language), timezone.override(meeting.group.community.zone):
        here = {"meeting": meeting, "version": version, "html": to_html(version.body)}
        return render_to_string("minutes/paper.html", here)


def _print(html: str) -> bytes:
    try:
        from weasyprint import CSS, HTML
    except OSError as missing:
        words = _("A PDF can't be made here just now. The page can be printed.")
        raise Refused(words, status=503) from missing
    sheet = CSS(filename=str(SHEET))
    page = HTML(string=html, url_fetcher=_fetch_nothing)
    made: bytes = page.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1")
    return made


def _fetch_nothing(url: str, *_args: Any, **_more: Any) -> Any:
    """The page holds all it needs; whatever asks for more was typed by somebody."""
    raise ValueError("minutes fetch nothing")
