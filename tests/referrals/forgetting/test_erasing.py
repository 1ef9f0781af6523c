"""Erasing a child at the parent's wish: what goes, what stays, and again after a restore."""

import json

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django_q.models import OrmQ

from community.core.errors import NotAllowed
from community.models import AuditLine, ConsentWithdrawal, Message, Person, ReplyExpectation
from community.people.models import Consent
from referrals.equity.services import differences, fold, mark_all
from referrals.family.jobs import ask_families
from referrals.forgetting.selectors import same_children
from referrals.forgetting.services import erase_child
from referrals.models import Answer, Child, ChildMark, Erasure, Glass, MonthCount, Referral, Step
from referrals.tracking.services import close_referral
from tests.factories.people import CommunityFactory, member, provider, signed_in, staff
from tests.factories.referrals import PARENT_PHONE, answered, refer

pytestmark = pytest.mark.django_db
# An hour at which families may be asked.
NOON = time_machine.travel("2026-11-24T17:00:00Z", tick=False)


@pytest.fixture
def coordinator(community):
    return staff(community, "coordinator")


def raw(table):
    """Every word of a table as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
        return " ".join(str(word) for row in cursor.fetchall() for word in row)


def erase(child, coordinator):
    return erase_child(child, by=coordinator, channel="voice")


def test_name_birth_date_parent_and_marks_go_and_counts_stay(clinic, coordinator):
    referral = refer(clinic, days_ago=9, state="evaluated", races=["black", "hispanic"], sex="f")
    answered(referral, "yes", question="help")
    parent, steps = referral.child.parent, list(Step.objects.values_list("state", "happened_on"))
    assert erase(referral.child, coordinator)
    child = Child.objects.get(pk=referral.child_id)
    assert (child.name, child.birth_date, child.parent_id) == ("", "", None)
    assert not ChildMark.objects.exists()
    assert list(Answer.objects.values_list("value", flat=True)) == ["yes"]
    referral.refresh_from_db()
    assert (referral.state, referral.closed_reason, referral.consent_id) == ("closed", "refused", None)
    assert (referral.age_band, child.zip_code, child.sex, child.language) == ("1", "11212", "f", "en")
    assert {race.category for race in child.races.all()} == {"black", "hispanic"}
    assert list(Step.objects.values_list("state", "happened_on"))[: len(steps)] == steps
    assert ConsentWithdrawal.objects.filter(consent__person=parent, consent__purpose="referral").exists()
    line = AuditLine.objects.get(subject_type="referrals.Child", subject_id=child.pk, verb="erase")
    assert (line.actor, line.channel) == (coordinator, "voice")


@NOON
def test_a_parent_who_is_nothing_else_is_forgotten_with_the_words_of_their_texts(
    clinic, coordinator, run_jobs
):
    referral = refer(clinic, days_ago=9)
    ask_families()
    run_jobs()
    assert ReplyExpectation.objects.count() == 1
    erase(referral.child, coordinator)
    parent = Person.objects.get(pk=referral.child.parent_id)
    assert (parent.display_name, parent.phone, parent.email) == ("—", None, None)
    text = Message.objects.get()
    assert (text.body, text.once_key) == ("", f"family:forgotten:{text.pk}")
    assert not ReplyExpectation.objects.exists()
    assert text.thread.phone == PARENT_PHONE, "a STOP must hold"


def test_a_parent_with_a_seat_or_another_child_stays_with_their_words(clinic, coordinator, community):
    first, second = refer(clinic, child_name="Zephyrine"), refer(clinic, child_name="Amara")
    parent = first.child.parent
    erase(first.child, coordinator)
    parent.refresh_from_db()
    assert (parent.display_name, parent.phone) == ("Wideline Joseph", PARENT_PHONE)
    seated = member(clinic.memberships.get().group)
    second.child.parent = seated
    second.child.save()
    erase(second.child, coordinator)
    seated.refresh_from_db()
    assert seated.display_name != "—"
    assert seated.phone


def test_words_on_a_phone_that_somebody_else_has_too_stay(clinic, coordinator, run_jobs):
    referral = refer(clinic, days_ago=9)
    Person.objects.create(community=clinic.community, display_name="Rose Joseph", phone=PARENT_PHONE)
    thread_text = Message.objects.create(
        thread=clinic.community.threads.create(phone=PARENT_PHONE),
        direction="in",
        state="received",
        body="Hello from Rose",
    )
    erase(referral.child, coordinator)
    thread_text.refresh_from_db()
    assert thread_text.body == "Hello from Rose"


@NOON
def test_nothing_is_left_in_any_table(clinic, coordinator, run_jobs):
    referral = refer(
        clinic, days_ago=9, child_name="Quetzalia", parent_name="Ottoline Pemberly", language="es"
    )
    ask_families()
    run_jobs()
    born = referral.child.birth_date.isoformat()
    erase(referral.child, coordinator)
    tables = [table for table in connection.introspection.table_names() if table != "community_thread"]
    words = {table: raw(table) for table in tables}
    for secret in ("Quetzalia", "Ottoline", "Pemberly", born, PARENT_PHONE):
        assert [table for table, held in words.items() if secret in held] == []


def test_twice_is_once(clinic, coordinator):
    child = refer(clinic).child
    assert (erase(child, coordinator), erase(child, coordinator)) == (True, False)
    assert Erasure.objects.count() == 1
    assert AuditLine.objects.filter(verb="erase").count() == 1


def test_an_erased_child_is_on_no_page_and_can_be_referred_anew(clinic, coordinator):
    referral = refer(clinic, days_ago=3)
    child = referral.child
    close_referral(referral, reason="not_found", happened_on=clinic.community.today(), by=clinic)
    erase(child, coordinator)
    for browser in (signed_in(clinic), signed_in(coordinator)):
        assert browser.get(reverse("referral", args=[referral.pk])).status_code == 404
        assert (
            reverse("referral", args=[referral.pk])
            not in browser.get(reverse("referrals_closed")).content.decode()
        )
    referral.refresh_from_db()
    assert referral.closed_reason == "not_found", "how it had ended is a count"
    assert refer(clinic).child != child


@pytest.mark.parametrize("role", ["facilitator", "finance", "ambassador"])
def test_only_a_coordinator_of_the_same_community_erases(clinic, community, role):
    child = refer(clinic).child
    for somebody in (staff(community, role), clinic, staff(CommunityFactory(), "coordinator")):
        with pytest.raises(NotAllowed):
            erase(child, somebody)
    assert not Erasure.objects.exists()


def test_the_entry_of_another_organisation_goes_with_it(clinic, coordinator, community):
    first = refer(clinic, days_ago=5)
    close_referral(first, reason="not_found", happened_on=community.today(), by=clinic)
    second = refer(provider(community), child_name="Zefirin")
    assert same_children(first.child) == [first.child, second.child]
    browser = signed_in(coordinator)
    address = reverse("referral_erase", args=[first.pk])
    assert "1 entry of the same child from another organization" in browser.get(address).content.decode()
    browser.post(address, {"channel": "voice", "meant": "on"})
    assert Child.objects.filter(erased_at=None).count() == 0
    assert Erasure.objects.count() == 2


def test_the_page_says_what_goes_and_asks_once_more(clinic, coordinator):
    referral = refer(clinic)
    browser, address = signed_in(coordinator), reverse("referral_erase", args=[referral.pk])
    page = browser.get(address).content.decode()
    assert "Zephyrine" not in page, "a coordinator sees initials"
    assert "What stays" in page
    assert AuditLine.objects.filter(verb="read", actor=coordinator, subject_id=referral.child_id).count() == 1
    refused = browser.post(address, {})
    assert refused.status_code == 400
    assert "can&#x27;t be taken back" in refused.content.decode()
    assert not Erasure.objects.exists()
    done = browser.post(address, {"channel": "paper", "meant": "on"}, follow=True)
    assert "The record is erased" in done.content.decode()
    assert Erasure.objects.get().channel == "paper"
    assert browser.post(address, {"channel": "paper", "meant": "on"}).status_code == 404
    assert OrmQ.objects.count() == 0


def test_the_list_of_erasures_holds_numbers_and_a_mark(clinic, coordinator, capsys):
    child = refer(clinic).child
    erase(child, coordinator)
    call_command("list_erasures")
    line = json.loads(capsys.readouterr().out)
    assert (line["community"], line["child"], line["channel"]) == (clinic.community.slug, child.pk, "voice")
    assert set(line) == {"community", "child", "mark", "channel", "at"}


@pytest.fixture
def restored(clinic, coordinator, capsys, tmp_path):
    """The list of one erasure, and the database of before it."""
    referral = refer(clinic)
    with transaction.atomic():
        erase(referral.child, coordinator)
        call_command("list_erasures")
        transaction.set_rollback(True)
    (tmp_path / "list").write_text(capsys.readouterr().out)
    assert Child.objects.get(pk=referral.child_id).name == "Zephyrine"
    return referral, tmp_path / "list"


def test_after_a_restore_the_list_erases_again_and_twice_is_once(restored, capsys):
    referral, file = restored
    for told in ("erased again: 1; nothing left to do: 0", "erased again: 0; nothing left to do: 1"):
        call_command("replay_erasures", str(file))
        assert told in capsys.readouterr().out
    child = Child.objects.get(pk=referral.child_id)
    assert child.erased_at
    assert Erasure.objects.get().by is None
    referral.refresh_from_db()
    assert referral.state == "closed"


def test_a_number_that_is_another_child_is_left_alone_and_named(restored):
    referral, file = restored
    Child.objects.filter(pk=referral.child_id).update(name="Somebody Else")
    with pytest.raises(CommandError, match=f"{referral.community.slug} {referral.child_id}"):
        call_command("replay_erasures", str(file))
    assert Child.objects.get(pk=referral.child_id).erased_at is None


def test_a_child_that_is_not_there_is_passed_over(restored, capsys):
    _referral, file = restored
    file.write_text(file.read_text().replace('"child": ', '"child": 9'))
    call_command("replay_erasures", str(file))
    assert "erased again: 0; nothing left to do: 1" in capsys.readouterr().out


@pytest.mark.parametrize("line", ["{}", "[1]", "no", '{"community": "a", "child": "x"}'])
def test_a_broken_list_erases_nobody(restored, line):
    referral, file = restored
    file.write_text(f"{file.read_text()}{line}\n")
    with pytest.raises(CommandError, match="Line 2"):
        call_command("replay_erasures", str(file))
    assert Child.objects.get(pk=referral.child_id).erased_at is None


@pytest.mark.parametrize("change", [{"erased_at": None}, {"name": "Zephyrine"}])
def test_the_database_knows_no_half_erased_child(clinic, coordinator, change):
    child = refer(clinic).child
    erase(child, coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Child.objects.filter(pk=child.pk).update(**change)


def test_the_consent_row_stays_as_the_parents_own(clinic, coordinator):
    erase(refer(clinic).child, coordinator)
    assert Consent.objects.filter(purpose="referral").count() == 1
    assert Referral.objects.get().consent_id is None


def test_words_about_the_child_in_other_rooms_go_and_counts_of_months_stay(clinic, coordinator, community):
    referral = refer(clinic, days_ago=40, state="evaluated")
    close_referral(referral, reason="not_found", happened_on=community.today(), by=clinic)
    luis = staff(community, "facilitator")
    Glass.objects.create(referral=referral, person=luis, reason="Zephyrine is here and nobody comes.")
    fold(community)
    counted = list(MonthCount.objects.order_by("pk").values())
    assert counted
    erase(referral.child, coordinator)
    assert Glass.objects.get().reason == "—"
    assert differences(community) == {}
    mark_all(community)
    fold(community)
    again = list(MonthCount.objects.order_by("pk").values())
    assert [{**row, "id": 0} for row in again] == [{**row, "id": 0} for row in counted]
