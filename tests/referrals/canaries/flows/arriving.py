"""Children come: typed in, in a file, in a bundle, twice, wrong, and from two organizations."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from referrals.models import ImportFile
from tests.factories.exchange import ROW, bundle_bytes, csv_bytes
from tests.factories.referrals import typed
from tests.referrals.canaries.children import Canary
from tests.referrals.canaries.flows.running import Flows
from tests.referrals.canaries.world import World

flow = Flows()
# So many are typed in; those after them come in files, up to this one; the others in a bundle.
BY_PAGE, BY_FILE = 34, 44


@flow
def notes_are_turned_on(world: World, _clock: Any) -> None:
    """By the one clinic; the other one has none."""
    assert world.browser(world.clinic).post(reverse("notes_on"), follow=True).status_code == 200


@flow
def a_provider_logs_most_by_page_with_a_note(world: World, _clock: Any) -> None:
    browser, address = world.browser(world.clinic), reverse("referral_new")
    for canary in world.canaries[:BY_PAGE]:
        told = typed(**canary.typed(), note=canary.words)
        assert browser.post(address, told, follow=True).status_code == 200


@flow
def some_come_in_a_file(world: World, _clock: Any) -> None:
    """First with a row to mend, which is put aside; then as CSV and as a workbook, each of them twice."""
    browser = world.browser(world.clinic)
    rows = [_row(canary) for canary in world.canaries[BY_PAGE:BY_FILE]]
    half = len(rows) // 2
    _bring(world, browser, csv_bytes([*rows, rows[0] | {"zip_code": "no"}]))
    browser.post(reverse("exchange_drop", args=[ImportFile.objects.latest("pk").pk]))
    for content in (csv_bytes(rows[:half]), _workbook(rows[half:])):
        for _time in range(2):
            _bring(world, browser, content)
            browser.post(reverse("exchange_carry", args=[ImportFile.objects.latest("pk").pk]))
            world.run_jobs()


def _row(canary: Canary) -> dict[str, str]:
    told = {name: str(value) for name, value in canary.typed().items()}
    return ROW | told | {"note": canary.words, "conference": "yes"}


def _workbook(rows: list[dict[str, str]]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    headings = list(rows[0])
    for cells in (headings, *([row[heading] for heading in headings] for row in rows)):
        book.active.append(cells)
    book.save(content)
    return content.getvalue()


def _bring(world: World, browser: Client, content: bytes) -> None:
    """The file is called after a child, as files are."""
    file = SimpleUploadedFile(f"{world.canaries[BY_PAGE].name}.csv", content)
    answer = browser.post(reverse("exchange_files"), {"file": file})
    assert answer.status_code == 302
    assert browser.get(answer.headers["Location"]).status_code == 200


@flow
def the_rest_come_in_a_bundle(world: World, _clock: Any) -> None:
    """First with a task that nobody knows; then twice."""
    browser, address = world.browser(world.clinic), reverse("exchange_bundle")
    told = [canary.typed() | {"number": number} for number, canary in enumerate(world.canaries[BY_FILE:])]
    for status, answers in (("flying", 400), ("requested", 302), ("requested", 302)):
        file = SimpleUploadedFile(f"{world.canaries[-1].name}.json", bundle_bytes(told, status=status))
        assert browser.post(address, {"bundle": file}).status_code == answers


@flow
def a_note_comes_where_none_is_asked_for(world: World, _clock: Any) -> None:
    browser, address = world.browser(world.other_clinic), reverse("referral_new")
    for canary in world.canaries[::9]:
        told = typed(child_name="Other One", parent_phone="+17188679999", note=canary.words)
        assert browser.post(address, told).status_code == 400


@flow
def the_same_press_comes_twice_and_forms_are_refused(world: World, _clock: Any) -> None:
    browser, address = world.browser(world.clinic), reverse("referral_new")
    for canary in world.canaries[::5]:
        browser.post(address, typed(**canary.typed()), follow=True)
        browser.post(address, typed(**{**canary.typed(), "zip_code": "no"}))
        browser.post(address, typed(**{**canary.typed(), "birth_date": "2099-01-01"}))


@flow
def another_organisation_refers_the_same_child(world: World, _clock: Any) -> None:
    """It hears that there is a referral, and nothing of what stands in it."""
    browser, address = world.browser(world.other_clinic), reverse("referral_new")
    for canary in world.canaries[::5]:
        answer = browser.post(address, typed(**{**canary.typed(), "child_name": f"{canary.name[0]}."}))
        assert answer.status_code == 400
        assert canary.name not in answer.content.decode()


@flow
def lists_and_pages_are_read(world: World, _clock: Any) -> None:
    for person in (world.clinic, world.ambassador, world.coordinator):
        browser = world.browser(person)
        for name in ("home", "referrals", "referrals_closed"):
            assert browser.get(reverse(name)).status_code == 200
        for canary in world.canaries[::7]:
            page = browser.get(reverse("referral", args=[world.referral_of(canary).pk])).content.decode()
            # A coordinator sees initials.
            assert (canary.name in page) == (person != world.coordinator)
