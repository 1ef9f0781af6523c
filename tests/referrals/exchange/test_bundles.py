"""FHIR both ways: nothing is left out, the same again changes nothing, and late news move nothing back."""

import io
import json
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from referrals.exchange.bundles import vocabulary as words
from referrals.exchange.bundles.reading import read_bundle
from referrals.exchange.services import Unfit, bring_bundle, take
from referrals.models import Referral
from referrals.tracking.services import close_referral, take_step
from referrals.tracking.states import WAY, State
from tests.factories.people import CommunityFactory, provider, signed_in
from tests.factories.referrals import refer, sent_to

# HL7 FHIR R4 Task.status without what no referral uses, as Gravity SDOH Clinical Care has it.
GRAVITY = {
    *("ready", "in-progress", "completed", "cancelled", "on-hold", "failed", "entered-in-error"),
    *("draft", "requested", "received", "accepted", "rejected"),
}
BSER = {"2.0", "3.0", "4.0", "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.2", "6.0", "7.0"}


def bundle_of(by):
    _log, file = take(by=by, kind="fhir", reason="care")
    with file:
        return file.read()


def resources(content, kind):
    found = [entry["resource"] for entry in json.loads(content)["entry"]]
    return [resource for resource in found if resource["resourceType"] == kind]


def test_every_state_and_reason_has_its_names_and_every_name_a_meaning():
    assert set(words.OPEN) == set(WAY)
    assert set(words.CLOSED) == set(Referral.Reason.values)
    assert set(words.TASK_MEANS) == GRAVITY
    assert set(words.BUSINESS_MEANS) == BSER
    for names in (*words.OPEN.values(), *words.CLOSED.values()):
        assert names.task in GRAVITY
        assert names.business in BSER
        assert names.request in {"active", "completed", "revoked", "entered-in-error"}


@pytest.mark.parametrize("state", WAY)
def test_what_we_write_of_a_state_is_read_as_it(state):
    names = words.names_of(state, "")
    assert words.meaning(names.task, names.business, state) == state
    # Without our own coding it is never read as more than it is.
    plain = words.meaning(names.task, names.business, "")
    assert WAY.index(State(plain)) <= WAY.index(state)


@pytest.mark.parametrize("reason", Referral.Reason.values)
def test_what_we_write_of_an_end_is_read_as_one(reason):
    names = words.names_of(State.CLOSED, reason)
    assert words.meaning(names.task, names.business, State.CLOSED) == words.CLOSE


@given(
    st.sampled_from(sorted(GRAVITY)),
    st.sampled_from([*sorted(BSER), ""]),
    st.sampled_from([*State.values, ""]),
)
def test_every_task_has_a_meaning_or_contradicts_itself(task, business, step):
    found = words.meaning(task, business, step)
    assert found in {*WAY, words.STAY, words.CLOSE, None}
    assert found is not None or step


@pytest.mark.django_db
class TestBothWays:
    def test_a_bundle_of_everything_brought_elsewhere_makes_the_same_referrals(self, clinic):
        refer(clinic, days_ago=30, state="evaluated", races=["black", "hispanic"], sex="f", language="ht")
        refer(clinic, child_name="Xavier", parent_phone="+13475550188", may_text=False, concerns=["social"])
        ended = refer(clinic, child_name="Ruth", parent_phone="+13475550177", days_ago=20)
        close_referral(ended, reason="moved_city", happened_on=clinic.community.today(), by=clinic)
        there = provider(CommunityFactory(slug="elm-street"))
        content = bundle_of(clinic)
        assert bring_bundle(content, by=there) == (3, 0, 0)
        assert seen(there) == seen(clinic)
        assert bring_bundle(content, by=there) == (0, 0, 3)
        assert seen(there) == seen(clinic)

    def test_our_own_bundle_brought_back_changes_nothing(self, clinic):
        refer(clinic, days_ago=9, state="contacted")
        before = seen(clinic)
        assert bring_bundle(bundle_of(clinic), by=clinic) == (0, 0, 1)
        assert seen(clinic) == before

    def test_late_news_move_nothing_back_and_later_ones_move_on(self, clinic):
        referral = refer(clinic, days_ago=9)
        there = provider(CommunityFactory(slug="elm-street"))
        bundles = [bundle_of(clinic)]
        for step in ("contacted", "consented", "evaluated"):
            take_step(referral, step, happened_on=clinic.community.today(), by=clinic)
            bundles.append(bundle_of(clinic))
        assert bring_bundle(bundles[0], by=there) == (1, 0, 0)
        assert bring_bundle(bundles[3], by=there) == (0, 1, 0)
        for late in (bundles[1], bundles[2], bundles[0], bundles[3]):
            assert bring_bundle(late, by=there) == (0, 0, 1)
        assert seen(there) == seen(clinic)

    def test_a_receiver_s_bundle_holds_no_race_and_no_source(self, clinic):
        agency = provider(clinic.community)
        sent_to(refer(clinic, child_name="Zephyrine Joseph", sex="f"), agency.organisation)
        (sent,), (received,) = (resources(bundle_of(by), "Patient") for by in (clinic, agency))
        (asked,), (got,) = (resources(bundle_of(by), "ServiceRequest") for by in (clinic, agency))
        assert sent.pop("extension")
        assert sent == received
        assert asked.pop("extension")
        assert got.pop("extension") == []
        assert asked == got

    def test_another_organisation_s_referral_is_not_there(self, clinic):
        refer(clinic)
        with pytest.raises(Unfit) as unfit:
            bring_bundle(bundle_of(clinic), by=provider(clinic.community))
        assert [issue.words for issue in unfit.value.issues] == ["There is no such referral here."]

    @pytest.mark.parametrize(
        ("kind", "change", "path", "said"),
        [
            ("Task", {"status": "flying"}, "resource.status", "do not know “flying”"),
            ("Task", {"focus": {"reference": "x"}}, "resource.focus", "names no ServiceRequest"),
            (
                "Task",
                {"status": "cancelled", "businessStatus": None},
                "resource.statusReason",
                "Why it ended",
            ),
            ("Task", {"status": "requested"}, "resource.businessStatus", "does not fit"),
            ("Task", {"output": [], "lastModified": "soon"}, "resource.lastModified", "is no date"),
            ("Task", {"output": []}, "Task.output", "before it is missing"),
            ("ServiceRequest", {"identifier": []}, "resource.identifier", "is missing"),
            ("ServiceRequest", {"subject": None}, "resource.subject", "names no Patient"),
            ("Consent", {"status": "inactive"}, ": consent", "Without the parent"),
            ("Patient", {"birthDate": "2001-01-01"}, ": birth_date", "three or older"),
            ("Patient", {"birthDate": ["x"]}, ": birth_date", "is not a date"),
            ("Patient", {"name": [{"text": "=1+1"}]}, ": child_name", "starts a formula"),
        ],
    )
    def test_what_is_wrong_is_said_by_its_path_and_nothing_is_kept(self, clinic, kind, change, path, said):
        refer(clinic, days_ago=9, state="evaluated")
        refer(clinic, child_name="Xavier", parent_phone="+13475550188")
        bundle = json.loads(bundle_of(clinic))
        wrong = next(
            entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind
        )
        wrong.update(change)
        there = provider(CommunityFactory(slug="elm-street"))
        with pytest.raises(Unfit) as unfit:
            bring_bundle(json.dumps(bundle).encode(), by=there)
        issue = unfit.value.issues[0]
        assert path in issue.path
        assert said in issue.words
        assert not Referral.objects.of(there.community).exists()
        assert unfit.value.outcome()["resourceType"] == "OperationOutcome"

    def test_the_page_takes_a_bundle_and_says_what_is_wrong(self, clinic):
        browser = signed_in(clinic)
        bad = io.BytesIO(b'{"resourceType":"Patient"}')
        page = browser.post(reverse("exchange_bundle"), {"bundle": bad})
        assert page.status_code == 400
        assert "Bundle.resourceType" in page.content.decode()
        refer(clinic)
        good = io.BytesIO(bundle_of(clinic))
        page = browser.post(reverse("exchange_bundle"), {"bundle": good}, follow=True)
        assert "0 new, 0 moved on, 1 as they were" in page.content.decode()

    def test_the_command_brings_and_writes(self, clinic, tmp_path, capsys):
        refer(clinic)
        file = tmp_path / "bundle.json"
        call_command("fhir_bundle", "out", str(file), by=clinic.pk)
        call_command("fhir_bundle", "in", str(file), by=clinic.pk)
        assert "same=1" in capsys.readouterr().out
        file.write_text("[]")
        with pytest.raises(CommandError, match="OperationOutcome"):
            call_command("fhir_bundle", "in", str(file), by=clinic.pk)

    def test_the_queries_for_writing_do_not_grow_with_each_referral(
        self, clinic, django_assert_max_num_queries
    ):
        for number in range(12):
            refer(clinic, child_name=f"Zephyrine {chr(97 + number)}", parent_phone=f"+1347555{number:04d}")
        with django_assert_max_num_queries(30):
            content = bundle_of(clinic)
        assert (
            Counter(entry["resource"]["resourceType"] for entry in json.loads(content)["entry"])["Task"] == 12
        )


def seen(person):
    """What the referrals of a person's organisation say, without their numbers."""
    told = []
    for referral in Referral.objects.filter(organisation=person.organisation).select_related("child__parent"):
        child = referral.child
        told.append(
            (
                *(child.name, child.birth_date, child.zip_code, child.language, child.sex),
                *(child.parent.display_name, child.parent.phone),
                *(referral.state, referral.closed_reason, referral.source, referral.referred_on),
                sorted(race.category for race in child.races.all()),
                sorted(concern.area for concern in referral.concerns.all()),
                [(step.state, step.happened_on) for step in referral.steps.all()],
                child.parent.consents.filter(purpose="texts").exists(),
            )
        )
    return sorted(told, key=str)


KEYS = ("resourceType", "entry", "resource", "identifier", "subject", "status", "name", "coding", "code", "x")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.text(max_size=8) | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@given(ANYTHING)
def test_whatever_comes_is_read_or_named_wrong(anything):
    for told in (anything, {"resourceType": "Bundle", "entry": [{"resource": anything}]}):
        incoming, issues = read_bundle(json.dumps(told).encode())
        assert incoming or issues


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_json_is_refused(content):
    assert read_bundle(content)[1]
