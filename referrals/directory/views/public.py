"""The directory for everybody: no sign-in, no script, and nothing on it that is only for one visitor."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from community.core.access import door
from community.people.models import Community
from community.people.public_pages import for_a_while, in_its_language
from referrals.directory.forms import FamilySieveForm
from referrals.directory.packing import pack
from referrals.directory.record import page_of, public_record
from referrals.directory.selectors import found, public_services
from referrals.directory.words import PublicLine

PAGE = 25


@door(None)
def public_directory(request: Any, slug: str) -> HttpResponse:
    """The address for good: it leads to the page in the visitor's language."""
    get_object_or_404(Community, slug=slug)
    return redirect("public_services", slug, request.LANGUAGE_CODE)


@door(None)
@for_a_while
@in_its_language
def public_services_page(request: Any, slug: str, language: str) -> HttpResponse:
    """Every public service, by name; what does not fit is sifted out by the address."""
    community = get_object_or_404(Community, slug=slug)
    services = public_services(community)
    asked = {
        "need": request.GET.get("need"),
        "age": request.GET.get("age"),
        "language": request.GET.get("language"),
        "area": request.GET.get("area"),
    }
    form = FamilySieveForm(asked, services=services)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = found(services, **wanted).order_by("name", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = {
        "community": community,
        "language": language,
        "page": page,
        "lines": [PublicLine(service) for service in page],
        "form": form,
        "sieved": any(value not in ("", None) for value in wanted.values()),
    }
    return render(request, "directory/public.html", shown)


@door(None)
@for_a_while
def public_hsds(request: Any, slug: str) -> HttpResponse:
    """The same as one page of HSDS 3 services."""
    community = get_object_or_404(Community, slug=slug)
    page = page_of([public_record(service) for service in public_services(community).order_by("pk")])
    return JsonResponse(page, json_dumps_params={"indent": 1})


@door(None)
@for_a_while
def public_tables(request: Any, slug: str) -> HttpResponse:
    """The same as HSDS 3's tabular data package."""
    community = get_object_or_404(Community, slug=slug)
    services = map(public_record, public_services(community).order_by("pk"))
    answer = HttpResponse(pack(services, []), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-services.zip"'
    return answer
