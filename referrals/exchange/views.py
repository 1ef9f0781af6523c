"""Pages of files that are brought and taken. No browser keeps a copy."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from community.core.access import door
from community.core.errors import BadInput, tell
from community.core.sheets import sheet
from referrals.exchange import services
from referrals.exchange.bundles.reading import Issue
from referrals.exchange.forms import BringForm, BundleForm, TakeForm
from referrals.exchange.headings import columns_of
from referrals.exchange.rules import may_export, may_import
from referrals.exchange.selectors import exports_for, files_for, rows_to_show, shown
from referrals.exchange.tables import columns_for, headings

PAGE = 25
# More are not read by anybody; the first ones show what is wrong.
MOST_ISSUES = 100


@door(may_import, second_factor=True, methods=("GET", "HEAD", "POST"))
@never_cache
def files(request: Any) -> HttpResponse:
    """Bring a file; and what was brought before."""
    form = BringForm(request.POST or None, request.FILES or None, by=request.person)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("exchange_file", pk=form.save().pk)
        except BadInput as refusal:
            form.add_error("file", refusal.message)
    page = Paginator(files_for(request.person), PAGE).get_page(request.GET.get("page"))
    status = 400 if request.method == "POST" else 200
    return render(
        request,
        "exchange/files.html",
        {"form": form, "page": page, "columns": columns_of(request.person.organisation)},
        status=status,
    )


@door(may_import, second_factor=True)
@never_cache
def file(request: Any, pk: int) -> HttpResponse:
    """The rows of a file before anything of it is a referral."""
    brought = get_object_or_404(files_for(request.person), pk=pk)
    page = Paginator(rows_to_show(brought), PAGE).get_page(request.GET.get("page"))
    today = request.community.today()
    return render(
        request,
        "exchange/file.html",
        {
            "file": brought,
            "page": page,
            "rows": [shown(row, today) for row in page],
            "new": brought.rows_read - brought.rows_wrong - brought.rows_known,
        },
    )


@door(may_import, second_factor=True, methods=("POST",))
@never_cache
def carry(request: Any, pk: int) -> HttpResponse:
    """Make a referral of each row."""
    brought = get_object_or_404(files_for(request.person), pk=pk)
    services.start_carrying(brought, by=request.person)
    new = brought.rows_read - brought.rows_known
    words = ngettext("%(count)d referral is being logged.", "%(count)d referrals are being logged.", new) % {
        "count": new
    }
    tell(request, words)
    return redirect("exchange_file", pk=pk)


@door(may_import, second_factor=True, methods=("POST",))
@never_cache
def drop(request: Any, pk: int) -> HttpResponse:
    """Put a file aside."""
    services.drop(get_object_or_404(files_for(request.person), pk=pk), by=request.person)
    tell(request, _("The file is put aside. Nothing of it was kept."))
    return redirect("exchange_files")


@door(may_import, second_factor=True)
def template(request: Any) -> HttpResponse:
    """An empty table with every column that the organization may fill in."""
    columns = columns_of(request.person.organisation)
    answer = sheet("referrals-template", [str(column.label) for column in columns], [])
    # Excel knows by this mark that the file is UTF-8.
    answer.content = "\ufeff".encode() + answer.content
    return answer


@door(may_export, second_factor=True, methods=("GET", "HEAD", "POST"))
@never_cache
def take(request: Any) -> HttpResponse:
    """Take a table, with the reason for it; and who took one before."""
    form = TakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        log, content = services.take(by=request.person, **form.cleaned_data)
        name = f"referrals-{request.community.today():%Y-%m-%d}.{log.kind}"
        sent: Any = FileResponse(content, as_attachment=True, filename=name)
        return sent
    page = Paginator(exports_for(request.person), PAGE).get_page(request.GET.get("page"))
    shown_fields = headings(columns_for(request.person))
    return render(
        request,
        "exchange/take.html",
        {"form": form, "page": page, "fields": shown_fields},
        status=400 if request.method == "POST" else 200,
    )


@door(may_import, second_factor=True, methods=("GET", "HEAD", "POST"))
@never_cache
def bundle(request: Any) -> HttpResponse:
    """Bring a FHIR bundle. What is wrong with it is said by its path."""
    form = BundleForm(request.POST or None, request.FILES or None)
    issues: list[Issue] = []
    if request.method == "POST" and form.is_valid():
        try:
            brought = services.bring_bundle(form.cleaned_data["bundle"].read(), by=request.person)
        except services.Unfit as unfit:
            issues = unfit.issues[:MOST_ISSUES]
        except BadInput as refusal:
            form.add_error("bundle", refusal.message)
        else:
            words = _("%(new)d new, %(moved)d moved on, %(same)d as they were.") % brought._asdict()
            tell(request, words)
            return redirect("referrals")
    status = 400 if request.method == "POST" else 200
    return render(request, "exchange/bundle.html", {"form": form, "issues": issues}, status=status)
