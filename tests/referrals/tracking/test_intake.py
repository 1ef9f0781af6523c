"""Logging a referral."""

import datetime

import pytest
import time_machine
from django.utils import translation

from community.core.errors import BadInput, NotAllowed
from community.models import AuditLine, Consent, Person
from referrals.models import Child, Referral, Step
from referrals.tracking.selectors import usual_source
from referrals.tracking.services import AlreadyReferred, close_referral, log_referral
from referrals.tracking.wordings import referral_wording, texts_wording
from tests.factories.people import PersonFactory, member, provider, staff
from tests.factories.referrals import PARENT_PHONE, refer, said

pytestmark = pytest.mark.django_db


def test_it_keeps_child_parent_races_consents_step_and_audit(clinic):
    referral = refer(clinic, races=["black", "hispanic"], language="ht")
    child = referral.child
    assert (child.name, child.zip_code, child.language) == ("Zephyrine", "11212", "ht")
    assert {race.category for race in child.races.all()} == {"black", "hispanic"}
    assert [concern.area for concern in referral.concerns.all()] == ["communication"]
    assert (referral.source, referral.age_band, child.sex) == ("clinic", "1", "")
    assert (child.parent.display_name, child.parent.phone) == ("Wideline Joseph", PARENT_PHONE)
    assert (referral.state, referral.organisation) == ("referred", clinic.organisation)
    assert referral.referred_on == referral.state_since == clinic.community.today()
    step = referral.steps.get()
    assert (step.state, step.recorded_by, step.happened_on) == ("referred", clinic, referral.referred_on)
    line = AuditLine.objects.get(subject_type="referrals.Referral", subject_id=referral.pk)
    assert (line.verb, line.actor, line.to_state) == ("log", clinic, "referred")


def test_when_it_was_noticed_is_kept_and_is_not_the_same_press(clinic):
    today = clinic.community.today()
    referral = refer(clinic, identified_on=today - datetime.timedelta(days=2))
    assert referral.identified_on == today - datetime.timedelta(days=2)
    assert refer(clinic, identified_on=referral.identified_on) == referral
    with pytest.raises(AlreadyReferred):
        refer(clinic, identified_on=today)
    with pytest.raises(BadInput, match="between the child's birth"):
        refer(clinic, child_name="Someone Else", identified_on=today + datetime.timedelta(days=1))


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_the_consent_is_kept_word_for_word_in_the_parents_language(clinic, language):
    with translation.override("es"):  # whatever the provider reads in
        referral = refer(clinic, language=language)
    wanted = referral_wording(language, organisation=clinic.organisation)
    assert (referral.consent.wording, referral.consent.language) == (wanted, language)
    assert referral.consent.recorded_by == clinic
    texts = Consent.objects.get(purpose="texts")
    assert texts.wording == texts_wording(language, community=clinic.community)


def test_no_consent_to_texts_is_kept_when_the_parent_gave_none(clinic):
    refer(clinic, may_text=False)
    assert not Consent.objects.filter(purpose="texts").exists()
    assert Consent.objects.exists()


def test_a_parent_the_community_knows_is_found_by_phone_and_name(clinic):
    PersonFactory(community=clinic.community, phone=PARENT_PHONE, display_name="Jean Joseph")
    known = PersonFactory(
        community=clinic.community, phone=PARENT_PHONE, display_name="wideline joseph", language="ht"
    )
    referral = refer(clinic)
    assert referral.child.parent == known
    known.refresh_from_db()
    assert (known.display_name, known.language) == ("wideline joseph", "ht")


def test_a_namesake_of_another_community_is_left_alone(clinic):
    stranger = PersonFactory(phone=PARENT_PHONE, display_name="Wideline Joseph")
    assert refer(clinic).child.parent != stranger


def test_the_same_press_twice_is_one_referral(clinic):
    assert refer(clinic) == refer(clinic)
    assert (Referral.objects.count(), Child.objects.count(), Step.objects.count()) == (1, 1, 1)
    purposes = Consent.objects.values_list("purpose", flat=True)
    assert sorted(purposes) == ["follow_up", "referral", "texts"]
    assert Person.objects.filter(phone=PARENT_PHONE).count() == 1


@pytest.mark.parametrize(
    "corrected",
    [
        {"zip_code": "11233"},
        {"language": "es"},
        {"races": ["white"]},
        {"concerns": ["social"]},
        {"source": "parent"},
        {"sex": "m"},
        {"parent_name": "Rose Joseph"},
        {"may_text": False},
    ],
)
def test_a_correction_a_moment_later_is_not_taken_for_the_same_press(clinic, corrected):
    first = refer(clinic)
    with pytest.raises(AlreadyReferred, match="already") as refusal:
        refer(clinic, **corrected)
    assert refusal.value.referral == first


def test_the_press_of_a_colleague_is_another(clinic):
    refer(clinic)
    colleague = provider(clinic.community, organisation=clinic.organisation)
    with pytest.raises(AlreadyReferred):
        refer(colleague)


@pytest.mark.parametrize(
    ("first", "second"), [("J.", "Jordan twin"), ("J. R.", "J. R. twin"), ("JR", "JR twin")]
)
def test_a_twin_can_be_told_apart_the_way_the_refusal_says(clinic, first, second):
    refer(clinic, child_name=first)
    refer(clinic, child_name=second)
    assert Referral.objects.count() == 2


def test_an_open_referral_of_ones_own_is_offered(clinic):
    first = refer(clinic, days_ago=3)
    with pytest.raises(AlreadyReferred) as refusal:
        refer(clinic)
    assert refusal.value.referral == first


def test_an_open_referral_of_another_organisation_is_not_shown(clinic):
    refer(provider(clinic.community), child_name="Z.")
    with pytest.raises(AlreadyReferred) as refusal:
        refer(clinic)
    assert refusal.value.referral is None
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"child_name": "Xavier"},
        {"parent_phone": "+13475550198"},
        {"birth_date": datetime.date(2026, 1, 2)},
    ],
)
@time_machine.travel("2026-11-23T17:00:00Z", tick=False)
def test_another_child_is_another_referral(clinic, change):
    refer(clinic)
    refer(clinic, **change)
    assert Referral.objects.count() == 2


def test_a_child_whose_referral_has_ended_can_be_referred_again(clinic):
    first = refer(clinic, days_ago=5)
    close_referral(first, reason="not_found", happened_on=clinic.community.today(), by=clinic)
    second = refer(clinic, zip_code="11233")
    assert (second.child, second.child.zip_code) == (first.child, "11233")


def test_an_agency_does_not_see_what_another_wrote_of_the_same_child_later(clinic):
    first = refer(clinic, days_ago=5)
    close_referral(first, reason="not_found", happened_on=clinic.community.today(), by=clinic)
    second = refer(
        provider(clinic.community), zip_code="11233", parent_name="Jean Joseph", language="ht", races=[]
    )
    child = Child.objects.get(referrals=first)
    assert (child.zip_code, child.language, child.parent.display_name) == ("11212", "en", "Wideline Joseph")
    assert (second.child.zip_code, second.child.parent.display_name) == ("11233", "Jean Joseph")
    assert not second.child.races.exists()


def test_what_the_family_says_now_replaces_what_was_said_before_and_silence_does_not(clinic):
    for said_now, kept in ((["white", "black"], {"white", "black"}), (["black"], {"black"}), ([], {"black"})):
        referral = refer(clinic, races=said_now)
        assert {race.category for race in referral.child.races.all()} == kept
        assert refer(clinic, races=said_now) == referral
        close_referral(referral, reason="not_found", happened_on=clinic.community.today(), by=clinic)
    assert Child.objects.count() == 1


@time_machine.travel("2026-11-24T03:30:00Z", tick=False)  # the evening of the 23rd in New York
@pytest.mark.parametrize(
    ("born", "words"),
    [
        (datetime.date(2026, 11, 24), "future"),
        (datetime.date(2023, 11, 23), "three or older"),
        (datetime.date(1986, 5, 1), "three or older"),
    ],
)
def test_only_a_child_under_three_today(clinic, born, words):
    with pytest.raises(BadInput, match=words):
        refer(clinic, birth_date=born)
    assert not Child.objects.exists()
    assert not Person.objects.filter(phone=PARENT_PHONE).exists()


@time_machine.travel("2026-11-24T03:30:00Z", tick=False)
@pytest.mark.parametrize("born", [datetime.date(2026, 11, 23), datetime.date(2023, 11, 24)])
def test_newborn_and_the_day_before_the_third_birthday_count(clinic, born):
    assert refer(clinic, birth_date=born).child.birth_date == born


def test_only_a_provider_with_an_organisation_logs(clinic):
    team = clinic.memberships.get().group
    for somebody in (member(team), staff(clinic.community, "ambassador"), staff(clinic.community)):
        with pytest.raises(NotAllowed):
            log_referral(by=somebody, **said())


def test_each_worry_is_kept_once_and_an_unknown_one_not_at_all(clinic):
    referral = refer(clinic, concerns=["social", "communication", "social"])
    assert [concern.area for concern in referral.concerns.all()] == ["communication", "social"]
    with pytest.raises(BadInput, match="at least one"):
        refer(clinic, child_name="Xavier", concerns=["nonsense"])
    assert Referral.objects.count() == 1


def test_the_sex_said_before_stays_when_nothing_is_said_now(clinic):
    referral = refer(clinic, sex="f", days_ago=5)
    close_referral(referral, reason="not_found", happened_on=clinic.community.today(), by=clinic)
    assert refer(clinic).child.sex == "f"


def test_the_source_named_last_is_offered_first(clinic):
    assert usual_source(clinic) == ""
    refer(clinic, source="hospital")
    refer(provider(clinic.community), child_name="Xavier", source="parent")
    assert usual_source(clinic) == "hospital"
