"""WHO by text: who holds what, a digit that ends it, a digit that undoes it."""

import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.messaging.services import receive_text
from community.models import AuditLine, Consent, ConsentWithdrawal, Message, Person
from referrals.sharing.replies import WHO_WORDS
from referrals.sharing.selectors import children_of, held_of
from referrals.sharing.services import end_holding
from referrals.sharing.words import holder_in_text
from referrals.tracking.holding import Purpose, held_by, may_hold
from referrals.tracking.services import close_referral
from tests.architecture.test_texts_fit import PLAIN, TWO_PARTS
from tests.factories.messaging import new_sid
from tests.factories.people import CommunityFactory, PersonFactory, provider, signed_in
from tests.factories.referrals import PARENT_PHONE, refer, sent_to
from tests.referrals.family.test_asking import NOON, SECRET

pytestmark = pytest.mark.django_db
ALSO = ["conference", "measures"]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON) as clock:
        yield clock


@pytest.fixture
def community():
    return CommunityFactory(name="Brownsville Families")


@pytest.fixture
def referral(clinic, ana):
    return refer(clinic, also=ALSO)


def says(community, body, *, phone=PARENT_PHONE, sid=None):
    """The parent texts ``body``; what is said back."""
    receive_text(community=community, phone=phone, body=body, sid=sid or new_sid())
    return Message.objects.filter(direction="out").order_by("pk").last().body


def test_it_lists_who_holds_what_with_a_digit_for_each(referral, community):
    said = says(community, "WHO")
    assert said.startswith(
        "Who holds what you told us: 1 the agency that referred you 2 our team 3 the weekly meeting 4 our "
        "counts, without names. A number ends it."
    )
    assert re.search(r"who looked: \S*/l/\S+", said)


def test_a_digit_ends_one_and_the_others_stay(referral, community, clinic, ana):
    says(community, "who")
    said = says(community, "1")
    assert said.startswith(
        "Ended: the agency that referred you no longer sees what you told us. To undo it, text"
    )
    page = reverse("referral", args=[referral.pk])
    assert signed_in(clinic).get(page).status_code == 404
    assert not held_by(clinic).exists()
    assert held_by(ana).get() == referral
    line = AuditLine.objects.get(verb="end_holding")
    assert (line.subject_id, line.actor, line.channel) == (referral.child_id, referral.child.parent, "text")
    assert "1 our team" not in says(community, "WHO"), "numbers rest before they mean something else"


@pytest.mark.parametrize("digit", ["1", "2", "3", "4"])
def test_twice_is_once(referral, community, digit):
    says(community, "WHO")
    first = says(community, digit)
    assert says(community, digit) == first
    assert ConsentWithdrawal.objects.count() == AuditLine.objects.filter(verb="end_holding").count() == 1


def test_the_same_text_delivered_twice_is_one(referral, community):
    says(community, "WHO")
    for _time in range(2):
        says(community, "3", sid="SM77")
    assert ConsentWithdrawal.objects.count() == 1
    assert Message.objects.filter(direction="out").count() == 2


def test_it_can_be_undone_and_undone_twice_is_once(referral, community, clinic):
    says(community, "WHO")
    undo = re.search(r"text (\d+) within", says(community, "1"))[1]
    for _time in range(2):
        assert says(community, undo).startswith("Done: it is as before with the agency that referred you.")
    assert held_by(clinic).get() == referral
    again = Consent.objects.filter(purpose="referral").order_by("pk")
    assert len(again) == 2
    assert again[1].wording == again[0].wording
    assert (again[1].channel, again[1].recorded_by) == ("text", None)
    assert says(community, "1").startswith("Ended:"), "and ended again"
    assert not held_by(clinic).exists()


def test_an_undo_gives_back_only_what_ended_with_it(clinic, community):
    """Of two children one was ended before: the undo of the other leaves that one alone."""
    first = refer(clinic)
    second = refer(clinic, child_name="Xavier", birth_date=first.child.birth_date)
    parent = first.child.parent
    end_holding(parent, "follow_up:0", channel="web", children=[first.child_id])
    says(community, "WHO")
    undo = re.search(r"text (\d+) within", says(community, "2"))[1]
    says(community, undo)
    assert not may_hold(None, first.child, Purpose.FOLLOW_UP)
    assert may_hold(None, second.child, Purpose.FOLLOW_UP)


def test_too_late_is_told_and_changes_nothing(referral, community, clock):
    says(community, "WHO")
    clock.shift(8 * 86400)
    assert "is closed, so this answer does not count" in says(community, "2")
    assert not ConsentWithdrawal.objects.exists()


def test_an_old_list_after_a_new_one_still_means_what_it_meant(referral, community, clinic):
    other = provider(community)
    says(community, "WHO")
    sent_to(referral, other.organisation)
    new = says(community, "WHO")
    assert "is closed" in says(community, "2")
    assert not ConsentWithdrawal.objects.exists()
    says(community, re.search(r"(\d+) an agency that helps", new)[1])
    assert not may_hold(other.organisation, referral.child, Purpose.SHARE)
    assert not held_by(other).exists()


def test_who_shares_nothing_and_who_is_unknown_hear_the_same(community):
    rosa = PersonFactory(community=community)
    words = "Brownsville Families: nobody holds what you told us. To reach a person, text 9."
    assert says(community, "WHO", phone=rosa.phone) == words
    assert says(community, "WHO", phone="+13475550101") == words
    assert not Consent.objects.exists()


def test_a_sentence_with_the_word_is_read_as_any_other(referral, community):
    assert "holds" not in says(community, "who is this")


def test_on_a_shared_phone_it_is_asked_who_writes_first(referral, community):
    PersonFactory(community=community, phone=PARENT_PHONE, display_name="Junior Joseph")
    assert says(community, "WHO").startswith("Who is writing?")
    assert not ConsentWithdrawal.objects.exists()


def test_who_is_no_longer_the_parent_ends_nothing(referral, community):
    says(community, "WHO")
    other = PersonFactory(community=community)
    child = referral.child
    child.parent = other
    child.save(update_fields=["parent"])
    assert "nothing to end" in says(community, "1")
    assert not ConsentWithdrawal.objects.exists()


def test_a_closed_referral_is_still_held_and_still_ended(clinic, community):
    referral = refer(clinic)
    close_referral(referral, reason="refused", happened_on=community.today(), by=clinic)
    says(community, "WHO")
    says(community, "1")
    assert not held_by(clinic).exists()


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_in_each_language_nothing_secret_is_texted(clinic, ana, community, language):
    refer(clinic, also=ALSO, language=language, parent_phone="+13475550188")
    word = {"en": "WHO", "es": "¿Quién?", "ht": "Kiyès"}[language]
    said = says(community, word, phone="+13475550188")
    undo = says(community, "2", phone="+13475550188")
    number = re.findall(r"\d+", undo)[0]
    done = says(community, number, phone="+13475550188")
    zero = says(community, "0", phone="+13475550188")
    with translation.override(language):
        assert holder_in_text("follow_up") in said
        assert holder_in_text("follow_up") in undo
        assert holder_in_text("follow_up") in done
        assert holder_in_text("referral") in zero
    for text in (said, undo, done, zero):
        assert set(text) <= PLAIN
        assert len(text) <= TWO_PARTS
        without_link = re.sub(r"\S*/l/\S+", "", text).casefold()
        assert [word for word in SECRET if word in without_link] == []
        assert clinic.organisation.name.casefold() not in without_link
        if language == "es":
            assert not set("áíóú") & set(text)
    assert may_hold(None, Person.objects.get(phone="+13475550188").children.get(), Purpose.FOLLOW_UP)


def test_every_word_is_one_the_machinery_leaves_alone():
    assert not WHO_WORDS & {"stop", "help", "start", "cancel", "end", "quit", "revoke", "yes"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=st.lists(st.sampled_from(["WHO", "1", "2", "3", "4", "5", "6", "7", "hello"]), max_size=8))
def test_whatever_is_texted_in_whatever_order_sight_is_what_stands(clinic, ana, community, bodies):
    """What a parent sees as held is what may be held; nothing is withdrawn twice, or given twice at once."""
    phone = f"+1347555{2000 + timezone.now().microsecond % 7000:04d}"
    referral = refer(clinic, also=ALSO, parent_phone=phone, child_name=f"Zephyrine {phone[-4:]}")
    child = referral.child
    for body in bodies:
        says(community, body, phone=phone)
    held = {one.purpose for one in held_of(children_of(child.parent).values_list("pk", flat=True))}
    holders = {"referral": clinic, "follow_up": ana, "conference": None, "measures": None}
    assert held == {purpose for purpose, holder in holders.items() if may_hold(holder, child, purpose)}
    assert held_by(clinic).filter(pk=referral.pk).exists() == ("referral" in held)
    assert held_by(ana).filter(pk=referral.pk).exists() == ("follow_up" in held)
    standing = Consent.objects.filter(subject_id=child.pk, withdrawal=None).values_list("purpose", flat=True)
    assert len(standing) == len(set(standing))
