"""The Ambassador goes down the list, records are opened in need, the weekly meeting speaks of families."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from referrals.models import Conference
from tests.factories.messaging import text_from
from tests.referrals.canaries.flows.running import Flows
from tests.referrals.canaries.world import World

flow = Flows()


@flow
def the_ambassador_calls(world: World, _clock: Any) -> None:
    browser = world.browser(world.ambassador)
    for address in (reverse("caseload"), reverse("caseload_uncalled"), reverse("home")):
        assert browser.get(address).status_code == 200
    for canary in world.canaries[1::3]:
        address = reverse("case", args=[world.referral_of(canary).pk])
        assert browser.get(address).status_code == 200
        told = {"kind": "call", "outcome": "reached", "happened_on": world.community.today(), "seen": 0}
        assert browser.post(address, told).status_code == 302


@flow
def calls_are_noted_from_the_list_and_families_handed_over(world: World, _clock: Any) -> None:
    browser = world.browser(world.ambassador)
    for number, canary in enumerate(world.canaries[2::3]):
        address = reverse("case_call", args=[world.referral_of(canary).pk])
        outcome = ("reached", "no_answer", "nonsense")[number % 3]
        assert browser.post(address, {"outcome": outcome, "seen": 0}).status_code in (302, 400)
    families = [world.referral_of(canary).pk for canary in world.canaries[2::3]]
    handing = {"to": world.second_ambassador.pk, "referral": families}
    assert browser.post(reverse("hand_families"), handing).status_code == 302
    handing = {"of": world.second_ambassador.pk, "to": world.ambassador.pk}
    assert browser.post(reverse("hand_all"), handing).status_code == 302
    for name in ("caseload_all", "caseload_help", "ambassadors", "barriers", "truth_gap"):
        assert browser.get(reverse(name)).status_code == 200


@flow
def somebody_opens_a_record_in_an_emergency(world: World, _clock: Any) -> None:
    """The reason may name the child; the alert to the others does not."""
    browser = world.browser(world.uninvolved[0])
    for canary in world.canaries[1::7]:
        number = world.referral_of(canary).pk
        answer = browser.post(
            reverse("glass"), {"number": number, "reason": f"{canary.name} {canary.words}, nobody comes."}
        )
        assert answer.status_code == 302
        assert browser.get(answer.headers["Location"]).status_code == 200
        world.run_jobs()
    for person in (world.coordinator, world.ambassador):
        assert world.browser(person).get(reverse("glass_list")).status_code == 200


@flow
def parents_ask_who_holds_what(world: World, _clock: Any) -> None:
    for number, canary in enumerate(world.canaries[::6]):
        text_from(canary.phone, world.community, "WHO")
        world.run_jobs()
        text_from(canary.phone, world.community, ("1", "2", "0")[number % 3])
        world.run_jobs()


@flow
def referrals_are_passed_on_paused_and_opened_again(world: World, _clock: Any) -> None:
    browser, today = world.browser(world.ambassador), world.community.today()
    pause = {"kind": "family", "evidence": "calls", "look_again_on": today + timedelta(days=7)}
    passing = {"organisation": world.other_clinic.organisation_id, "agreed": "on"}
    for canaries, name, told in (
        (world.canaries[1::6], "referral_pause", {**pause, "happened_on": today}),
        (world.canaries[1::6], "referral_send", passing),
        (world.canaries[3::12], "referral_reopen", {"happened_on": today}),
    ):
        for canary in canaries:
            answer = browser.post(reverse(name, args=[world.referral_of(canary).pk]), told)
            assert answer.status_code == 302
    world.run_jobs()


@flow
def the_weekly_meeting_speaks_of_them(world: World, clock: Any) -> None:
    """From the beginning to the end; and who was let out sees nothing."""
    browser, agency = world.browser(world.ambassador), world.browser(world.other_clinic)
    assert browser.post(reverse("conference_begin")).status_code == 302
    conference = Conference.objects.get()
    page = reverse("conference", args=[conference.pk])
    browser.post(reverse("conference_let_in", args=[conference.pk]), {"person": world.other_clinic.pk})
    cases = list(conference.cases.all())
    assert len(cases) > 5
    deciding = {"step": "call", "owner": world.other_clinic.pk, "due_on": world.community.today().isoformat()}
    for case in cases[:3]:
        assert browser.post(reverse("case_show", args=[conference.pk, case.pk])).status_code == 302
        address = reverse("case_decide", args=[conference.pk, case.pk])
        assert browser.post(address, {**deciding, "step": "pray"}).status_code == 400
        assert browser.post(address, deciding).status_code == 302
    for looking in (browser, agency):
        assert looking.get(page).status_code == 200
    assert agency.post(reverse("case_done", args=[cases[0].pk])).status_code == 302
    browser.post(reverse("conference_let_out", args=[conference.pk, world.other_clinic.pk]))
    world.handed_out.append(agency.get(page).content.decode())
    browser.post(reverse("conference_close", args=[conference.pk]))
    assert browser.get(reverse("conferences")).status_code == 200
