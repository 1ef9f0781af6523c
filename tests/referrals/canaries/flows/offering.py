"""Families are sent to another organization, which takes some of them and does not answer about others."""

from typing import Any

from django.core import mail
from django.urls import reverse

from community.models import Consent
from referrals.models import Offer
from referrals.offers.jobs import remind_all
from tests.referrals.canaries.flows.running import Flows
from tests.referrals.canaries.world import World

flow = Flows()


@flow
def families_are_sent_on(world: World, _clock: Any) -> None:
    browser = world.browser(world.clinic)
    for canary in world.canaries[5::9]:
        address = reverse("referral_send", args=[world.referral_of(canary).pk])
        assert browser.get(address, {"service": world.service.pk}).status_code == 200
        answer = browser.post(address, {"service": world.service.pk, "agreed": "on"})
        assert answer.status_code == 302
    world.run_jobs()
    assert Consent.objects.filter(purpose="share").count() == len(world.canaries[5::9])


@flow
def some_are_taken_and_some_are_not(world: World, _clock: Any) -> None:
    browser, offers = world.browser(world.receiver), list(Offer.objects.order_by("pk"))
    listed = browser.get(reverse("offers")).content.decode()
    assert world.canaries[5].name in listed
    presses = (
        ("offer_accept", {}, 302),
        ("offer_wait", {"expected_on": "2020-01-01"}, 400),
        ("offer_wait", {"expected_on": ""}, 302),
        ("offer_decline", {}, 400),
        ("offer_decline", {"reason": "full"}, 302),
    )
    for (name, told, status), number in zip(presses, (0, 1, 1, 2, 2), strict=True):
        assert browser.get(reverse("offer", args=[offers[number].pk])).status_code == 200
        answer = browser.post(reverse(name, args=[offers[number].pk]), told)
        assert answer.status_code == status
    # What was declined is theirs no longer.
    world.handed_out.append(browser.get(reverse("offer", args=[offers[2].pk])).content.decode())
    world.handed_out.append(browser.get(reverse("referral", args=[offers[2].referral_id])).content.decode())


@flow
def nobody_answers_and_the_ambassador_hears_of_it(world: World, clock: Any) -> None:
    for _day in range(5):
        world.later(clock, days=1)
        remind_all()
        world.run_jobs()
    assert Offer.objects.filter(escalated_at__isnull=False).exists()
    assert {address for letter in mail.outbox for address in letter.to} == {
        world.receiver.email,
        world.ambassador.email,
    }
    for name in ("offers", "offers_sent", "offers_back", "home"):
        assert world.browser(world.clinic).get(reverse(name)).status_code == 200
