"""A column of notes: read only where the organization writes notes, and taken only by who sees them."""

import io
import json

import pytest
from django.urls import reverse

from referrals.exchange.jobs import carry
from referrals.exchange.services import start_carrying, take
from referrals.models import Note, Referral, WaitingRow
from referrals.tracking.services import turn_notes_off, turn_notes_on
from tests.factories.exchange import bring as bring_rows
from tests.factories.exchange import row
from tests.factories.people import provider, signed_in, staff
from tests.factories.referrals import refer, sent_to

pytestmark = pytest.mark.django_db
WORDS = "Call her aunt, she knows."


def bring(by, *notes):
    """A file of one row for each of ``notes``, brought by ``by``."""
    return bring_rows(by, [row(number, note=note) for number, note in enumerate(notes)])


def test_where_notes_are_off_a_row_with_one_is_named_and_an_empty_column_is_none(clinic):
    brought = bring(clinic, "", WORDS)
    assert (brought.rows_read, brought.rows_wrong) == (2, 1)
    ((column, words),) = WaitingRow.objects.get(is_wrong=True).told["errors"]
    assert column == "note"
    assert "writes no notes" in words
    assert bring(clinic, "", " ").rows_wrong == 0


def test_where_they_are_on_each_note_is_kept_with_its_referral(clinic, run_jobs):
    turn_notes_on(by=clinic)
    start_carrying(bring(clinic, WORDS, "", "a" * 500), by=clinic)
    run_jobs()
    kept = {referral.child.name[-1]: referral.note_words for referral in Referral.objects.all()}
    assert kept == {"A": WORDS, "B": "", "C": "a" * 500}
    assert bring(clinic, "a" * 501).rows_wrong == 1
    assert bring(clinic, "=1+1").rows_wrong == 1


def test_a_file_that_waits_while_they_are_turned_off_is_given_back(clinic):
    turn_notes_on(by=clinic)
    brought = start_carrying(bring(clinic, WORDS), by=clinic)
    turn_notes_off(by=clinic)
    carry(brought.pk)
    brought.refresh_from_db()
    assert (brought.state, brought.rows_wrong) == ("read", 1)
    assert not Note.objects.exists()


def test_the_template_offers_the_column_only_where_they_are_on(clinic):
    browser, address = signed_in(clinic), reverse("exchange_template")
    assert "A short note" not in browser.get(address).content.decode()
    turn_notes_on(by=clinic)
    assert "A short note" in browser.get(address).content.decode()


def test_a_note_leaves_only_with_those_who_see_it_and_in_no_bundle(clinic, community):
    turn_notes_on(by=clinic)
    agency = provider(community)
    sent_to(refer(clinic, note=WORDS), agency.organisation)
    for by, kind, leaves in (
        (clinic, "csv", True),
        (agency, "csv", True),
        (staff(community, "ambassador"), "csv", True),
        (staff(community), "csv", False),
        (clinic, "fhir", False),
    ):
        log, file = take(by=by, kind=kind, reason="care")
        with file:
            assert (WORDS in file.read().decode()) == leaves
        assert ("note" in log.fields) == (by.roles != {"coordinator"})


def test_a_bundle_that_brings_one_is_read_without_it(clinic):
    refer(clinic)
    _log, file = take(by=clinic, kind="fhir", reason="care")
    with file:
        bundle = json.load(file)
    for entry in bundle["entry"]:
        entry["resource"]["note"] = [{"text": WORDS}]
    content = io.BytesIO(json.dumps(bundle).encode())
    content.name = "bundle.json"
    answer = signed_in(clinic).post(reverse("exchange_bundle"), {"bundle": content})
    assert answer.status_code == 302
    assert not Note.objects.exists()
