"""Offers: who answers, in which state, and what follows."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.core.errors import BadInput, NotAllowed, Refused
from community.models import AuditLine, Consent
from community.people.services import end_consents
from referrals.models import Offer, Referral
from referrals.offers.home import todos
from referrals.offers.selectors import choices_for, positions, to_answer, went_back
from referrals.offers.services import (
    accept_offer,
    decline_offer,
    give_back,
    put_on_waiting_list,
    send_to,
    settle,
    withdraw_offer,
)
from referrals.tracking.selectors import referrals_for
from referrals.tracking.services import close_referral, take_step
from tests.factories.directory import listed
from tests.factories.offers import receiver, sent
from tests.factories.people import CommunityFactory, GroupFactory, member, provider, staff
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db


def test_sending_keeps_the_parent_s_yes_and_lets_the_receiver_see(clinic, tom, service):
    row = refer(clinic)
    assert not referrals_for(tom).exists()
    offer = send_to(row, to=service, by=clinic)
    assert send_to(row, to=service, by=clinic) == offer
    row.refresh_from_db()
    assert row.receiver == tom.organisation
    assert referrals_for(tom).get() == row
    agreed = Consent.objects.get(purpose="share", subject_id=row.child_id)
    assert (agreed.recipient, agreed.recorded_by) == (tom.organisation, clinic)
    assert tom.organisation.name in agreed.wording
    assert Offer.objects.count() == 1


def test_accepting_receives_the_referral_and_takes_one_place_however_often_pressed(clinic, tom, service):
    offer = sent(clinic, service)
    for _press in range(3):
        accept_offer(offer, by=tom)
    service.refresh_from_db()
    offer.referral.refresh_from_db()
    assert (service.open_places, offer.referral.state) == (2, "received")
    assert AuditLine.objects.filter(verb="accept").count() == 1


def test_declining_sends_it_back_and_the_ambassador_hears(clinic, tom, service, ana):
    offer = sent(clinic, service)
    assert [todo.url for todo in todos(tom)] == ["/offers/"]
    for _press in range(2):
        decline_offer(offer, reason="language", by=tom)
    offer.referral.refresh_from_db()
    assert offer.referral.receiver is None
    assert "1 family was told no: find another place" in [todo.text for todo in todos(ana)]
    assert "1 family was told no: find another place" in [todo.text for todo in todos(clinic)]
    assert not list(todos(tom))
    assert list(went_back(ana)) == [offer]
    send_to(offer.referral, to=receiver(clinic), by=clinic)
    assert not went_back(ana).exists()
    with pytest.raises(Refused):
        accept_offer(offer, by=ana)


def test_waiting_keeps_the_order_and_may_get_another_day(clinic, tom, service, community):
    day = community.today() + datetime.timedelta(days=9)
    first, second, third = (sent(clinic, service, child_name=f"Child{n} Unlike{n}") for n in range(3))
    for offer in (third, first, second):
        put_on_waiting_list(offer, expected_on=None, by=tom)
    rows = list(Offer.objects.all())
    assert positions(rows) == {first.pk: 1, second.pk: 2, third.pk: 3}
    put_on_waiting_list(second, expected_on=day, by=tom)
    put_on_waiting_list(second, expected_on=day, by=tom)
    second.refresh_from_db()
    assert second.expected_on == day
    accept_offer(first, by=tom)
    assert positions(rows) == {second.pk: 1, third.pk: 2}
    with pytest.raises(BadInput):
        put_on_waiting_list(third, expected_on=community.today() - datetime.timedelta(days=1), by=tom)


def test_a_full_service_takes_nobody_and_says_so(clinic, tom, service):
    offers = [sent(clinic, service, child_name=f"Child{n} Unlike{n}") for n in range(4)]
    for offer in offers[:3]:
        accept_offer(offer, by=tom)
    with pytest.raises(Refused):
        accept_offer(offers[3], by=tom)
    offers[3].refresh_from_db()
    offers[3].referral.refresh_from_db()
    assert (offers[3].state, offers[3].referral.state) == ("open", "referred")


def test_a_second_organization_waits_until_the_first_is_taken_back(clinic, tom, service):
    offer, other = sent(clinic, service), receiver(clinic)
    with pytest.raises(Refused):
        send_to(offer.referral, to=other, by=clinic)
    for _press in range(2):
        withdraw_offer(offer, by=clinic)
    offer.referral.refresh_from_db()
    assert offer.referral.receiver is None
    assert send_to(offer.referral, to=other, by=clinic).state == "open"
    assert not to_answer(tom).exists()


def test_the_database_holds_one_waiting_offer_a_referral(clinic, tom, service):
    offer = sent(clinic, service)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(referral=offer.referral, organisation=clinic.organisation, offered_by=clinic)
    for wrong in ({"state": "declined"}, {"reason": "full"}, {"state": "accepted"}, {"state": "maybe"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Offer.objects.filter(pk=offer.pk).update(**wrong)


def test_a_call_to_the_family_is_a_yes_and_an_end_waits_for_nobody(clinic, tom, service, community):
    called, ended = sent(clinic, service), sent(clinic, service, child_name="Ended Unlike")
    take_step(called.referral, "contacted", happened_on=community.today(), by=tom)
    close_referral(ended.referral, reason="refused", happened_on=community.today(), by=clinic)
    for offer in (called, ended):
        settle(offer)
        settle(offer)
    assert [Offer.objects.get(pk=offer.pk).state for offer in (called, ended)] == ["accepted", "withdrawn"]
    assert Offer.objects.get(pk=called.pk).answered_by == tom


def test_a_parent_who_ends_the_sharing_takes_the_family_out_of_sight(clinic, tom, service):
    offer = sent(clinic, service)
    end_consents(Consent.objects.filter(purpose="share"), channel="text")
    assert not to_answer(tom).exists()
    settle(offer)
    offer.referral.refresh_from_db()
    assert (Offer.objects.get().state, offer.referral.receiver) == ("withdrawn", None)


def test_a_closed_referral_takes_no_answer(clinic, tom, service, community):
    offer = sent(clinic, service)
    close_referral(offer.referral, reason="refused", happened_on=community.today(), by=clinic)
    for act in (
        lambda: accept_offer(offer, by=tom),
        lambda: decline_offer(offer, reason="full", by=tom),
        lambda: put_on_waiting_list(offer, expected_on=None, by=tom),
    ):
        with pytest.raises(Refused):
            act()
    assert not to_answer(tom).exists()


def test_senders_see_who_speaks_the_language_and_is_near_first(clinic, community):
    away = provider(community)
    for name, languages, area, places in (
        ("Far", ["ht"], "10001", 5),
        ("Full", ["ht"], "11212", 0),
        ("Open", ["ht"], "11212", 2),
        ("Other language", ["en"], "11212", 9),
    ):
        listed(away, name=name, languages=languages, areas=[area], places=places)
    listed(clinic, name="Our own", languages=["ht"], areas=["11212"])
    listed(provider(CommunityFactory()), name="Elsewhere", languages=["ht"])
    row = refer(clinic, language="ht")
    found = [choice.service.name for choice in choices_for(row)]
    assert found == ["Open", "Full", "Far", "Other language"]


def test_a_foreign_service_and_one_s_own_are_refused(clinic):
    row = refer(clinic)
    for wrong in (listed(clinic), listed(provider(CommunityFactory()))):
        with pytest.raises(BadInput):
            send_to(row, to=wrong, by=clinic)


ANSWERS, SENDS = {"receiver", "ambassador"}, {"sender", "ambassador"}
PEOPLE = (*("sender", "receiver", "other provider", "ambassador"), *("coordinator", "facilitator", "board"))
STATES = ("open", "waiting", "accepted", "declined", "withdrawn")
WORKS = {
    "accept": {"open", "waiting", "accepted"},
    "decline": {"open", "waiting", "declined"},
    "wait": {"open", "waiting"},
    "withdraw": {"open", "waiting", "withdrawn"},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", PEOPLE)
def test_people_by_states(who, state, clinic, tom, service):
    community = clinic.community
    person = {
        "sender": lambda: clinic,
        "receiver": lambda: tom,
        "other provider": lambda: provider(community),
        "board": lambda: member(GroupFactory(community=community)),
    }.get(who, lambda: staff(community, who))()
    offer = sent(clinic, service)
    prepare = {
        "waiting": lambda: put_on_waiting_list(offer, expected_on=None, by=tom),
        "accepted": lambda: accept_offer(offer, by=tom),
        "declined": lambda: decline_offer(offer, reason="full", by=tom),
        "withdrawn": lambda: withdraw_offer(offer, by=clinic),
    }
    prepare.get(state, lambda: None)()
    acts = {
        "accept": lambda: accept_offer(offer, by=person),
        "decline": lambda: decline_offer(offer, reason="full", by=person),
        "wait": lambda: put_on_waiting_list(offer, expected_on=community.today(), by=person),
        "withdraw": lambda: withdraw_offer(offer, by=person),
    }
    for verb, act in acts.items():
        allowed = who in (SENDS if verb == "withdraw" else ANSWERS)
        with transaction.atomic():
            if not allowed:
                with pytest.raises(NotAllowed):
                    act()
            elif state not in WORKS[verb]:
                with pytest.raises(Refused):
                    act()
            else:
                act()
            transaction.set_rollback(True)


VERBS = st.sampled_from(
    [
        "accept",
        "decline",
        "wait",
        "wait later",
        "withdraw",
        "settle",
        "send",
        "call",
        "back",
        "return",
        "pass on",
    ]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(VERBS, max_size=9))
def test_lives_of_offers_twice_late_and_out_of_order(verbs):
    clinic = provider(CommunityFactory())
    service = receiver(clinic, places=1)
    tom, today = service.checked_by, clinic.community.today()
    third = provider(clinic.community).organisation
    row = refer(clinic)
    due = row.due_on
    offer = send_to(row, to=service, by=clinic)
    acts = {
        "accept": lambda: accept_offer(offer, by=tom),
        "decline": lambda: decline_offer(offer, reason="area", by=tom),
        "wait": lambda: put_on_waiting_list(offer, expected_on=None, by=tom),
        "wait later": lambda: put_on_waiting_list(offer, expected_on=today, by=tom),
        "withdraw": lambda: withdraw_offer(offer, by=clinic),
        "settle": lambda: settle(offer),
        "send": lambda: send_to(row, to=service, by=clinic),
        "back": lambda: give_back(row, by=clinic),
        "return": lambda: give_back(row, by=tom),
        "pass on": lambda: send_to(row, to=third, by=tom),
        "call": lambda: take_step(Referral.objects.get(pk=row.pk), "contacted", happened_on=today, by=tom),
    }
    for verb in verbs:
        for _twice in range(2):
            row.refresh_from_db()
            try:
                acts[verb]()
            except (Refused, NotAllowed):
                continue
        offer = Offer.objects.latest("pk")
        _holds(row, service)
        assert row.due_on == due, "no clock starts again"


def _holds(row, service):
    """What is true whatever was pressed."""
    row.refresh_from_db()
    service.refresh_from_db()
    offers = list(Offer.objects.filter(referral=row))
    alive = [one for one in offers if one.state in ("open", "waiting")]
    taken = [one for one in offers if one.state == "accepted"]
    assert len(alive) <= 1
    assert service.open_places in (0, 1)
    if alive:
        assert row.receiver_id == alive[0].organisation_id
    if not alive and not taken:
        assert row.receiver_id is None
    for one in offers:
        assert bool(one.reason) == (one.state == "declined")
        assert one.expected_on is None or one.state in ("waiting", "accepted", "withdrawn")
