"""Short notes: off unless the sending agency turns them on; sealed, seen by few, and gone with the record."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from community.config.env import new_key
from community.core.errors import BadInput, NotAllowed
from community.core.owned import Unchangeable
from community.models import AuditLine
from referrals.forgetting.services import erase_child
from referrals.models import Note, NotesAllowed, Referral
from referrals.sealing.keys import MARK
from referrals.tracking.rules import may_log
from referrals.tracking.services import AlreadyReferred, log_referral, turn_notes_off, turn_notes_on
from referrals.tracking.services.many import NewReferral, log_many
from referrals.tracking.sights import Role, Seen
from tests.factories.people import CommunityFactory, provider, signed_in, staff
from tests.factories.referrals import refer, said, sent_to, typed

pytestmark = pytest.mark.django_db
WORDS = "Quetzalia naps until three; call her aunt."


@pytest.fixture
def noted(clinic):
    """A referral with a note."""
    turn_notes_on(by=clinic)
    return refer(clinic, child_name="Zephyrine Joseph", note=WORDS)


def stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM referrals_note")
        return [words for (words,) in cursor.fetchall()]


def test_notes_are_off_and_one_that_comes_all_the_same_is_refused(clinic):
    browser, address = signed_in(clinic), reverse("referral_new")
    assert 'name="note"' not in browser.get(address).content.decode()
    page = browser.post(address, typed(note=WORDS))
    assert page.status_code == 400
    assert "Your organization writes no notes." in page.content.decode()
    with pytest.raises(BadInput, match="writes no notes"):
        log_referral(by=clinic, **said(note=WORDS))
    (outcome,) = log_many([NewReferral(**said(note=WORDS))], by=clinic)
    assert "writes no notes" in outcome.message
    assert not Referral.objects.exists()
    assert browser.post(address, typed(note="  ")).status_code == 302


def test_an_agency_turns_them_on_and_off_for_itself_alone(clinic, community):
    browser, page = signed_in(clinic), reverse("referrals")
    assert "Short notes are off" in browser.get(page).content.decode()
    for _press in range(2):
        on = browser.post(reverse("notes_on"), follow=True).content.decode()
    assert "Short notes are on" in on
    assert f"{clinic.display_name} turned them on" in on
    assert "what was written stays" in on
    assert 'name="note"' in browser.get(reverse("referral_new")).content.decode()
    other = provider(community)
    with pytest.raises(BadInput):
        log_referral(by=other, **said(note=WORDS))
    for _press in range(2):
        off = browser.post(reverse("notes_off"), follow=True).content.decode()
    assert "Short notes are off" in off
    (line_on, line_off) = AuditLine.objects.filter(subject_type="referrals.NotesAllowed").order_by("pk")
    assert (line_on.verb, line_off.verb) == ("turn_notes_on", "turn_notes_off")
    assert line_on.actor == line_off.actor == clinic


def test_who_logs_no_referrals_turns_nothing_on(community):
    for person in (staff(community), staff(community, "ambassador"), staff(community, "facilitator")):
        assert not may_log(person)
        for turn in (turn_notes_on, turn_notes_off):
            with pytest.raises(NotAllowed):
                turn(by=person)


def test_the_form_keeps_a_note_sealed_and_in_one_line(clinic):
    turn_notes_on(by=clinic)
    browser = signed_in(clinic)
    assert browser.post(reverse("referral_new"), typed(note=f"{WORDS}\r\n  Thanks.")).status_code == 302
    assert Note.objects.get().words == f"{WORDS} Thanks."
    assert stored()[0].startswith(MARK)
    assert WORDS in browser.get(reverse("referral", args=[Referral.objects.get().pk])).content.decode()


def test_a_note_of_501_letters_is_refused_once_and_in_words(clinic):
    turn_notes_on(by=clinic)
    page = signed_in(clinic).post(reverse("referral_new"), typed(note="a" * 501))
    assert page.status_code == 400
    assert len(page.context["form"].errors["note"]) == 1
    with pytest.raises(BadInput, match="at most 500 letters"):
        log_referral(by=clinic, **said(note="a" * 501))


def test_the_same_press_is_one_referral_and_another_note_is_another_wish(clinic):
    turn_notes_on(by=clinic)
    first = log_referral(by=clinic, **said(note=WORDS))
    assert log_referral(by=clinic, **said(note=f" {WORDS} ")) == first
    with pytest.raises(AlreadyReferred, match="open referral"):
        log_referral(by=clinic, **said(note="Another one."))
    assert Note.objects.count() == 1


def test_each_sees_it_by_the_table_of_sights(noted, community, clinic, ana):
    agency = provider(community)
    sent_to(noted, agency.organisation)
    address = reverse("referral", args=[noted.pk])
    for person, sees in ((clinic, True), (agency, True), (ana, True), (staff(community), False)):
        assert (WORDS in signed_in(person).get(address).content.decode()) == sees
    assert Seen(noted, Role.CONFERENCE, today=community.today())["notes"] == ""
    assert signed_in(provider(community)).get(address).status_code == 404
    assert signed_in(staff(CommunityFactory(), "ambassador")).get(address).status_code == 404


def test_turned_off_what_is_written_stays_and_nothing_new_is_written(noted, clinic):
    turn_notes_off(by=clinic)
    page = signed_in(clinic).get(reverse("referral", args=[noted.pk])).content.decode()
    assert WORDS in page
    with pytest.raises(BadInput):
        refer(clinic, child_name="Xavier", parent_phone="+13475550188", note="More words.")


def test_the_database_holds_that_it_is_sealed_and_written_under_a_permission(noted, clinic):
    for told in ({"under": None}, {"words": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Note.objects.create(
                **{"referral": refer(clinic, child_name="Xavier"), "under": noted.note.under}
                | {"words": "a"}
                | told
            )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE referrals_note SET words = 'in plain'")
    with pytest.raises(IntegrityError), transaction.atomic():
        NotesAllowed.objects.create(organisation=clinic.organisation, began_by=clinic)
    with pytest.raises(Unchangeable):
        noted.note.delete()


def test_postgresql_refuses_a_note_where_notes_are_off(noted, clinic, community):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no such guard: it would name a table that is made anew")
    other = refer(provider(community), child_name="Xavier", parent_phone="+13475550188")
    under = noted.note.under
    with pytest.raises(IntegrityError, match="writes no notes"), transaction.atomic():
        Note.objects.create(referral=other, under=under, words="a")
    own = refer(clinic, child_name="Ruth", parent_phone="+13475550177")
    turn_notes_off(by=clinic)
    with pytest.raises(IntegrityError, match="writes no notes"), transaction.atomic():
        Note.objects.create(referral=own, under=under, words="a")


def test_an_erased_child_s_note_is_gone(noted, community):
    erase_child(noted.child, by=staff(community), channel="voice")
    assert Note.objects.get().words == "—"
    assert stored()[0].startswith(MARK)


def test_after_a_change_of_keys_the_older_ones_can_go(noted, settings):
    settings.FIELD_KEYS = [new_key(), *settings.FIELD_KEYS]
    call_command("rotate_keys")
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert Note.objects.get().words == WORDS
