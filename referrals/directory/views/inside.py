"""Pages of the directory for those who sign in."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.core.access import door, require
from community.core.errors import BadInput, tell
from referrals.directory import services as changes
from referrals.directory.forms import PlacesForm, ServiceForm, ShownForm, SieveForm
from referrals.directory.models import Service
from referrals.directory.rules import brings_in, may_edit, reads_directory
from referrals.directory.selectors import found, open_first, public_services, services_of
from referrals.directory.words import Line
from referrals.tracking.rules import follows_referrals, may_log

PAGE = 25
EDITS = follows_referrals


@door(reads_directory)
def directory(request: Any) -> HttpResponse:
    """Every service, those with open places first."""
    form = SieveForm(
        {
            "language": request.GET.get("language"),
            "area": request.GET.get("area"),
            "open_only": request.GET.get("open_only"),
        },
        services=services_of(request.community),
    )
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = open_first(found(services_of(request.community), **wanted))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "lines": [Line(service) for service in page],
        "form": form,
        "sieved": any(wanted.values()),
        "may_add": may_log(request.person),
        "brings_in": brings_in(request.person),
        "is_public": public_services(request.community).exists(),
    }
    return render(request, "directory/directory.html", shown)


@door(reads_directory)
def service(request: Any, pk: int) -> HttpResponse:
    """One service."""
    return _show(request, get_object_or_404(services_of(request.community), pk=pk))


def _show(request: Any, row: Service, *, places: PlacesForm | None = None) -> HttpResponse:
    if may_edit(request.person, row):
        given = {"open_places": row.open_places, "next_slot": row.next_slot}
        places_form = places or PlacesForm(initial=given)
    else:
        places_form = None
    shown_form = ShownForm(initial={"shown": row.shown})
    shown = {"line": Line(row), "service": row, "places_form": places_form, "shown_form": shown_form}
    return render(request, "directory/service.html", shown, status=400 if places else 200)


@door(may_log, second_factor=True, methods=("GET", "HEAD", "POST"))
def service_new(request: Any) -> HttpResponse:
    """A provider adds a service of their organization."""
    form = ServiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = changes.add_service(request.person.organisation, by=request.person, **form.cleaned_data)
        tell(request, _("The service is in the directory."))
        return redirect("service", row.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "directory/edit.html", {"form": form}, status=status)


@door(EDITS, second_factor=True, methods=("GET", "HEAD", "POST"))
def service_edit(request: Any, pk: int) -> HttpResponse:
    """Write what a service is."""
    row = get_object_or_404(services_of(request.community), pk=pk)
    require(may_edit(request.person, row))
    form = ServiceForm(request.POST or None, service=row)
    if request.method == "POST" and form.is_valid():
        changes.edit_service(row, by=request.person, **form.cleaned_data)
        tell(request, _("Written down, and checked today."))
        return redirect("service", pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "directory/edit.html", {"form": form, "service": row}, status=status)


@door(EDITS, second_factor=True, methods=("POST",))
def service_confirm(request: Any, pk: int) -> HttpResponse:
    """All is still right: one press."""
    row = get_object_or_404(services_of(request.community), pk=pk)
    changes.confirm_service(row, by=request.person)
    tell(request, _("Thank you. It now says: checked today."))
    return redirect("service", pk)


@door(EDITS, second_factor=True, methods=("POST",))
def service_places(request: Any, pk: int) -> HttpResponse:
    """How many places are open now."""
    row = get_object_or_404(services_of(request.community), pk=pk)
    require(may_edit(request.person, row))
    form = PlacesForm(request.POST)
    if not form.is_valid():
        return _show(request, row, places=form)
    try:
        changes.set_places(row, by=request.person, **form.cleaned_data)
    except BadInput as refusal:
        form.add_error("next_slot", refusal.message)
        return _show(request, row, places=form)
    tell(request, _("Senders see the new number from now on."))
    return redirect("service", pk)


@door(EDITS, second_factor=True, methods=("POST",))
def service_show(request: Any, pk: int) -> HttpResponse:
    """Who sees a service."""
    row = get_object_or_404(services_of(request.community), pk=pk)
    require(may_edit(request.person, row))
    form = ShownForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Choose who sees the service."))
    shown = changes.show_to(row, by=request.person, **form.cleaned_data)
    tell(request, _("Seen by %(whom)s.") % {"whom": shown.get_shown_display()})
    return redirect("service", pk)
