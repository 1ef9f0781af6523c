"""Published minutes, for everybody."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import get_language_info

from community.core.access import door
from community.core.numbers import key_in
from community.minutes.marking import to_html
from community.minutes.models import Minutes, MinutesVersion
from community.minutes.paper import pdf_of
from community.minutes.selectors import changes, is_behind, published, standing_texts
from community.people.models import Community


@door(None)
def published_minutes(request: Any, slug: str) -> HttpResponse:
    """The list of what a community's groups have published."""
    community = get_object_or_404(Community, slug=slug)
    rows = published(community)
    return render(request, "minutes/published.html", {"community": community, "rows": rows})


def _find(slug: str, code: str, number: str, language: str) -> tuple[Minutes, dict[str, MinutesVersion]]:
    """Published minutes and their texts by language; 404 for a language that nobody has reviewed."""
    rows = Minutes.objects.filter(state=Minutes.State.PUBLISHED, meeting__group__community__slug=slug)
    rows = rows.filter(meeting__group__code=code, meeting__number=key_in(number))
    minutes = get_object_or_404(rows.select_related("meeting__group__community", "approved_at"))
    texts = standing_texts(minutes)
    if language not in texts:
        raise Http404
    return minutes, texts


@door(None)
def public_minutes(request: Any, slug: str, code: str, number: str, language: str) -> HttpResponse:
    """One meeting's minutes, in one language, with how they were corrected since their approval."""
    minutes, texts = _find(slug, code, number, language)
    community = minutes.meeting.group.community
    version, original = texts[language], texts[minutes.language]
    first = minutes.approved_number if language == minutes.language else 1
    with translation.override(language), timezone.override(community.zone):
        here = {
            "community": community,
            "minutes": minutes,
            "meeting": minutes.meeting,
            "version": version,
            "html": to_html(version.body),
            "behind": is_behind(version, original),
            "others": [get_language_info(code) for code in texts if code != language],
            "changes": changes(minutes, language, since=first or 1, reviewed=True),
        }
        response = render(request, "minutes/public.html", here)
    response.headers["Content-Language"] = language
    return response


@door(None)
def minutes_pdf(request: Any, slug: str, code: str, number: str, language: str) -> HttpResponse:
    """The same as a tagged PDF."""
    minutes, texts = _find(slug, code, number, language)
    response = HttpResponse(pdf_of(minutes.meeting, texts[language]), content_type="application/pdf")
    name = f"{minutes.meeting.group.code}-{minutes.meeting.number}-{language}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Content-Language"] = language
    return response
