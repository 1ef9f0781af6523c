"""Tables and bundles are taken, others look, keys change, and what is due is forgotten."""

import io
import tempfile
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from community.config.env import new_key
from referrals.forgetting.jobs import forget_what_is_due
from referrals.models import Case, Conference, ExportLog, ImportFile, Offer
from tests.referrals.canaries.flows.running import Flows
from tests.referrals.canaries.world import World

flow = Flows()


@flow
def months_are_counted(world: World, _clock: Any) -> None:
    call_command("rollup", "rebuild", stdout=world.out)
    call_command("rollup", "verify", stdout=world.out)


@flow
def tables_are_taken(world: World, _clock: Any) -> None:
    """Who sees names takes names; a coordinator's tables hold none. The reason may name a child."""
    told = {"reason": "other", "why": f"for {world.canaries[3].name}"}
    for person in (world.clinic, world.ambassador, world.receiver, world.coordinator):
        browser = world.browser(person)
        for kind in ("csv", "xlsx"):
            answer = browser.post(reverse("exchange_take"), {"kind": kind, **told})
            words = _words_of(b"".join(answer.streaming_content), kind)
            if person == world.coordinator:
                world.handed_out.append(words)
            else:
                assert world.canaries[5].name in words
                assert world.canaries[5].words in words
    assert ExportLog.objects.count() == 8


def _words_of(content: bytes, kind: str) -> str:
    if kind == "csv":
        return content.decode("utf-8-sig")
    rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return " ".join(str(cell) for row in rows for cell in row)


@flow
def a_bundle_is_taken_and_comes_back(world: World, _clock: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bundle.json"
        call_command("fhir_bundle", "out", str(file), by=world.clinic.pk, stdout=world.out)
        assert world.canaries[7].name in file.read_text()
        call_command("fhir_bundle", "in", str(file), by=world.clinic.pk, stdout=world.out)


@flow
def others_look_for_them(world: World, _clock: Any) -> None:
    """Another community, and those of one's own who have nothing to do with referrals."""
    names = ("home", "referrals", "referrals_closed", "caseload", "equity", "meetings", "people", "inbox")
    for person in world.strangers:
        browser = world.browser(person)
        for canary in world.canaries:
            pk = world.referral_of(canary).pk
            for name in ("referral", "case", "referral_erase"):
                answer = browser.get(reverse(name, args=[pk]))
                assert answer.status_code in (403, 404)
                world.handed_out.append(answer.content.decode())
        world.handed_out += [browser.get(reverse(name)).content.decode() for name in names]
    for person in world.uninvolved:
        browser = world.browser(person)
        for name in ("home", "referrals", "caseload", "equity", "meetings"):
            world.handed_out.append(browser.get(reverse(name)).content.decode())


@flow
def others_try_what_belongs_to_it(world: World, _clock: Any) -> None:
    """The files, offers, meetings and cases themselves, and the pages that list them."""
    case = Case.objects.earliest("pk")
    doors = [
        *(reverse("exchange_file", args=[file.pk]) for file in ImportFile.objects.all()),
        *(reverse("offer", args=[offer.pk]) for offer in Offer.objects.all()),
        *(reverse("conference", args=[conference.pk]) for conference in Conference.objects.all()),
        *(reverse("case_show", args=[case.conference_id, case.pk]), reverse("case_done", args=[case.pk])),
    ]
    pages = ("exchange_files", "exchange_take", "exchange_bundle", "offers", "offers_sent", "conferences")
    for person in (*world.strangers, *world.uninvolved):
        browser = world.browser(person)
        for address in doors:
            for answer in (browser.get(address), browser.post(address)):
                assert answer.status_code in (403, 404, 405)
                world.handed_out.append(answer.content.decode())
        world.handed_out += [browser.get(reverse(name)).content.decode() for name in pages]


@flow
def keys_are_changed(world: World, _clock: Any) -> None:
    world.settings.FIELD_KEYS = [new_key(), *world.settings.FIELD_KEYS]
    world.settings.BLIND_KEYS = [new_key(), *world.settings.BLIND_KEYS]
    call_command("rotate_keys", stdout=world.out)


@flow
def some_are_erased_and_the_list_is_written(world: World, _clock: Any) -> None:
    browser = world.browser(world.coordinator)
    for canary in world.canaries[::10]:
        address = reverse("referral_erase", args=[world.referral_of(canary).pk])
        assert browser.get(address).status_code == 200
        assert browser.post(address, {"channel": "voice", "meant": "on"}, follow=True).status_code == 200
    call_command("list_erasures", stdout=world.out)


@flow
def the_night_forgets_what_is_due(world: World, clock: Any) -> None:
    world.later(clock, days=200)
    call_command("forget_due", "--dry-run", stdout=world.out)
    forget_what_is_due()
    world.run_jobs()
