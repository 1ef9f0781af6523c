"""PDFs that screen readers can read (ISO 14289-1, PDF/UA-1)."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from community.core.errors import Refused


def print_page(html: str, *, sheet: Path) -> bytes:
    """The PDF of a page, styled by ``sheet`` alone. Raises Refused (503) where the machine lacks Pango."""
    try:
        from weasyprint import CSS, HTML
    except OSError as missing:
        words = _("A PDF can't be made here just now. The page can be printed.")
        raise Refused(words, status=503) from missing
    page = HTML(string=html, url_fetcher=_fetch_nothing)
    made: bytes = page.write_pdf(stylesheets=[CSS(filename=str(sheet))], pdf_variant="pdf/ua-1")
    return made


def _fetch_nothing(url: str, *_args: Any, **_more: Any) -> Any:
    """The page holds all it needs; whatever asks for more was typed by somebody."""
    raise ValueError("a printed page fetches nothing")
