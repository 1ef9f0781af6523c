"""The directory as files, out and in."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.core.access import door
from community.core.errors import tell
from referrals.directory import services as changes
from referrals.directory.forms import FileForm
from referrals.directory.models import DirectoryFile
from referrals.directory.packing import pack
from referrals.directory.reading import MOST_BYTES
from referrals.directory.record import organisation_record, page_of, service_record
from referrals.directory.rules import brings_in, reads_directory
from referrals.directory.selectors import services_of, without_services


@door(reads_directory)
def directory_hsds(request: Any) -> HttpResponse:
    """The whole directory as one page of HSDS 3 services, to be kept."""
    page = page_of([service_record(row) for row in services_of(request.community)])
    answer = JsonResponse(page, json_dumps_params={"indent": 1})
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
