"""What happens to a child, flow by flow. A room that adds one adds a function here.

``@flow`` has it run with the ``World`` and a clock that it may shift, in the order written. What it hands to
somebody who may not see a child goes into ``world.handed_out``.
"""

from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.urls import reverse

from community.config.env import new_key
from community.models import Message
from referrals.family.jobs import ask_families
from referrals.forgetting.jobs import forget_what_is_due
from tests.factories.messaging import text_from
from tests.factories.referrals import typed
from tests.referrals.canaries.world import World

Flow = Callable[[World, Any], None]
FLOWS: list[Flow] = []


def flow(run: Flow) -> Flow:
    FLOWS.append(run)
    return run


@flow
def a_provider_logs_each_by_page(world: World, _clock: Any) -> None:
    browser, address = world.browser(world.clinic), reverse("referral_new")
    for canary in world.canaries:
        assert browser.post(address, typed(**canary.typed()), follow=True).status_code == 200


@flow
def the_same_press_comes_twice_and_forms_are_refused(world: World, _clock: Any) -> None:
    browser, address = world.browser(world.clinic), reverse("referral_new")
    for canary in world.canaries[::5]:
        browser.post(address, typed(**canary.typed()), follow=True)
        browser.post(address, typed(**{**canary.typed(), "zip_code": "no"}))
        browser.post(address, typed(**{**canary.typed(), "birth_date": "2099-01-01"}))


@flow
def another_organisation_refers_the_same_child(world: World, _clock: Any) -> None:
    """It hears that there is a referral, and nothing of what stands in it."""
    browser, address = world.browser(world.other_clinic), reverse("referral_new")
    for canary in world.canaries[::5]:
        answer = browser.post(address, typed(**{**canary.typed(), "child_name": f"{canary.name[0]}."}))
        assert answer.status_code == 400
        assert canary.name not in answer.content.decode()


@flow
def lists_and_pages_are_read(world: World, _clock: Any) -> None:
    for person in (world.clinic, world.ambassador, world.coordinator):
        browser = world.browser(person)
        for name in ("home", "referrals", "referrals_closed"):
            assert browser.get(reverse(name)).status_code == 200
        for canary in world.canaries[::7]:
            page = browser.get(reverse("referral", args=[world.referral_of(canary).pk])).content.decode()
            # A coordinator sees initials.
            assert (canary.name in page) == (person != world.coordinator)


@flow
def families_are_asked_and_answer_by_text(world: World, clock: Any) -> None:
    clock.shift(8 * 24 * 3600)
    ask_families()
    world.run_jobs()
    assert Message.objects.filter(direction="out").count() == len(world.canaries)
    for number, canary in enumerate(world.canaries):
        text_from(canary.phone, world.community, ("1", "2", "he is well", "")[number % 4])
        world.run_jobs()


@flow
def steps_are_taken_and_some_are_closed(world: World, _clock: Any) -> None:
    browser, today = world.browser(world.clinic), world.community.today().isoformat()
    for number, canary in enumerate(world.canaries):
        pk = world.referral_of(canary).pk
        browser.post(
            reverse("referral_step", args=[pk]), {"step": "contacted", "happened_on": today}, follow=True
        )
        if number % 3 == 0:
            closing = {"reason": "refused", "happened_on": today}
            browser.post(reverse("referral_close", args=[pk]), closing, follow=True)


@flow
def the_ambassador_calls(world: World, _clock: Any) -> None:
    browser = world.browser(world.ambassador)
    for address in (reverse("caseload"), reverse("caseload_uncalled"), reverse("home")):
        assert browser.get(address).status_code == 200
    for canary in world.canaries[1::3]:
        address = reverse("case", args=[world.referral_of(canary).pk])
        assert browser.get(address).status_code == 200
        browser.post(
            address, {"kind": "call", "outcome": "reached", "happened_on": world.community.today(), "seen": 0}
        )


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
def referrals_are_passed_on_paused_and_corrected(world: World, _clock: Any) -> None:
    browser, today = world.browser(world.ambassador), world.community.today().isoformat()
    for canary in world.canaries[1::6]:
        pk = world.referral_of(canary).pk
        for name, told in (
            ("referral_send", {"organisation": world.other_clinic.organisation_id, "agreed": "on"}),
            (
                "referral_pause",
                {"kind": "family", "reason": "family", "began_on": today, "happened_on": today},
            ),
            ("referral_reopen", {"happened_on": today, "why": "a mistake"}),
        ):
            assert browser.post(reverse(name, args=[pk]), told, follow=True).status_code < 500


@flow
def months_are_counted(world: World, _clock: Any) -> None:
    call_command("rollup", "rebuild", stdout=world.out)
    call_command("rollup", "verify", stdout=world.out)


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
    clock.shift(200 * 24 * 3600)
    call_command("forget_due", "--dry-run", stdout=world.out)
    forget_what_is_due()
    world.run_jobs()
