"""Fifty canary children through every flow: nothing of them anywhere but with those who follow them."""

import datetime
import io

import pytest
import time_machine

from referrals.models import Child, Referral
from tests.factories.people import CommunityFactory
from tests.referrals.canaries.children import canaries
from tests.referrals.canaries.flows import FLOWS
from tests.referrals.canaries.world import (
    OF_PARENTS,
    World,
    found_in,
    on_disk,
    traces,
    watched,
)

# Noon in New York.
NOON = "2026-11-23T17:00:00Z"


@pytest.mark.django_db
def test_nothing_of_fifty_children_gets_out(settings, caplog):
    with time_machine.travel(NOON, tick=False) as clock:
        world = World(CommunityFactory(name="Maple Street Families"))
        world.settings, world.out = settings, io.StringIO()
        with watched(world, caplog):
            for run in FLOWS:
                run(world, clock)
        world.handed_out += world.out.getvalue().splitlines()
        places = traces(world, caplog)
    assert Referral.objects.count() == len(world.canaries) == 50
    for place in ("logs", "addresses", "texts", "jobs", "sessions", "audit", "what was handed out"):
        assert places[place], f"{place}: a place that nothing reached proves nothing"
    assert found_in(places, world.canaries) == []
    assert on_disk(world.canaries) == []
    # They are still there for those who follow them, but for those who were erased.
    names = set(Child.objects.filter(erased_at=None).values_list("name", flat=True))
    assert names == {canary.name for number, canary in enumerate(world.canaries) if number % 10}


@pytest.mark.parametrize("part", range(7))
def test_one_canary_in_one_place_is_seen(part):
    some = canaries(datetime.date(2026, 11, 23))
    secret = some[7].everything[part]
    places = {"logs": ["nothing"], "texts": ["nothing", f"about {secret}."]}
    assert ("texts", secret, f"about {secret}.") in found_in(places, some)


@pytest.mark.django_db
def test_one_canary_on_the_disk_is_seen():
    canary = canaries(datetime.date(2026, 11, 23))[7]
    community = CommunityFactory(name=f"Friends of {canary.name}")
    community.people.create(display_name=canary.parent, phone=canary.phone)
    assert on_disk([canary]) == [("community_community", "name", canary.name)]
    assert OF_PARENTS["community_person"] == ("display_name", "phone")


def test_fifty_canaries_have_nothing_in_common():
    some = canaries(datetime.date(2026, 11, 23))
    for facts in zip(*(canary[:5] for canary in some), strict=True):
        assert len(set(facts)) == 50
