"""Pages of the directory."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.core.access import door, require
from community.core.errors import BadInput, tell
from referrals.directory import services as changes
from referrals.directory.forms import FileForm, PlacesForm, ServiceForm, SieveForm
from referrals.directory.models import DirectoryFile, Service
from referrals.directory.packing import pack
from referrals.directory.reading import MOST_BYTES
from referrals.directory.record import organisation_record, page_of, service_record
from referrals.directory.rules import brings_in, may_edit, reads_directory
from referrals.directory.selectors import found, services_of, without_services
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
        community=request.community,
    )
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(found(request.community, **wanted), PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "lines": [Line(service) for service in page],
        "form": form,
        "sieved": any(wanted.values()),
        "may_add": may_log(request.person),
        "brings_in": brings_in(request.person),
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
    shown = {"line": Line(row), "service": row, "places_form": places_form}
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


@door(reads_directory)
def directory_hsds(request: Any) -> HttpResponse:
    """The whole directory as one page of HSDS 3 services, to be kept."""
    answer = JsonResponse(page_of(list(services_of(request.community))), json_dumps_params={"indent": 1})
    answer.headers["Content-Disposition"] = 'attachment; filename="directory-hsds.json"'
    return answer


@door(reads_directory)
def directory_tables(request: Any) -> HttpResponse:
    """The whole directory as HSDS 3's tabular data package, to be kept."""
    services = map(service_record, services_of(request.community))
    others = map(organisation_record, without_services(request.community))
    answer = HttpResponse(pack(services, others), content_type="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="directory-hsds.zip"'
    return answer


@door(reads_directory)
def service_hsds(request: Any, pk: int) -> HttpResponse:
    """One service as HSDS 3 JSON."""
    return JsonResponse(service_record(get_object_or_404(services_of(request.community), pk=pk)))


@door(brings_in, second_factor=True, methods=("GET", "HEAD", "POST"))
def directory_files(request: Any) -> HttpResponse:
    """Send a file in. It is checked as a whole, and shown before anything changes."""
    form, problems, more = FileForm(request.POST or None, request.FILES or None), [], 0
    if request.method == "POST" and form.is_valid():
        try:
            file = changes.stage(form.cleaned_data["file"].read(MOST_BYTES + 1), by=request.person)
        except changes.Unfit as refusal:
            form.add_error("file", refusal.message)
            problems, more = refusal.problems, refusal.more
        else:
            return redirect("directory_file", file.pk)
    shown = {"form": form, "problems": problems, "more": more}
    return render(request, "directory/files.html", shown, status=400 if request.method == "POST" else 200)


@door(brings_in, second_factor=True, methods=("GET", "HEAD", "POST"))
def directory_file(request: Any, pk: int) -> HttpResponse:
    """What a file would change; a press brings it in."""
    file = get_object_or_404(DirectoryFile.objects.of(request.community).select_related("sent_by"), pk=pk)
    if request.method == "POST":
        told = changes.bring_in(file, by=request.person)
        if told["new"] or told["changed"]:
            tell(request, _("The directory has it all now."))
        else:
            tell(request, _("Nothing changed: the directory had it all already."))
        return redirect("directory")
    return render(request, "directory/file.html", {"file": file, "told": dict(changes.preview(file))})
