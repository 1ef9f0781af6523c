"""Charters and agreements: versions that stay, and the dissent beside them."""

import datetime

import pytest

from advisory.boards.home import todos
from advisory.boards.selectors import changes, rules_of, translations_of, version_in_force
from advisory.boards.services import adopt_text, keep_dissent, translate_version, write_version
from advisory.boards.services.charters import Wording
from advisory.decisions import services as votes
from advisory.models import CharterVersion, Dissent
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.owned import Unchangeable
from community.models import AuditLine
from tests.factories.boards import house
from tests.factories.decisions import drafted, opened
from tests.factories.people import SINCE, GroupFactory, PersonFactory, member, staff

pytestmark = pytest.mark.django_db
JAN, JUNE = datetime.date(2026, 1, 1), datetime.date(2026, 6, 1)


def adopted(group, coordinator, *, kind="charter", title="Charter", **wording):
    first = {"body": "We meet monthly.", "language": "en", "adopted_on": JAN, **wording}
    return adopt_text(group, kind=kind, title=title, wording=Wording(**first), by=coordinator)


def test_a_new_version_never_changes_the_old():
    group, coordinator = house()
    charter = adopted(group, coordinator, rules={"quorum_percent": 40})
    write_version(
        charter,
        after=1,
        wording=Wording("We meet weekly.", "en", JUNE, rules={"quorum_percent": 60}),
        why="More to do",
        by=coordinator,
    )
    assert version_in_force(charter, JAN).body == "We meet monthly."
    assert version_in_force(charter, JUNE).body == "We meet weekly."
    assert version_in_force(charter, SINCE) is None
    assert [rules_of(group, day).quorum_percent for day in (SINCE, JAN, JUNE)] == [50, 40, 60]
    (change,) = changes(charter)
    assert [(piece.kind, piece.words) for piece in change.pieces] == [
        ("same", "We meet "),
        ("gone", "monthly."),
        ("new", "weekly."),
    ]
    first = charter.versions.get(number=1)
    first.body = "We never met."
    with pytest.raises(Unchangeable):
        first.save()


def test_two_writers_do_not_write_over_each_other():
    group, coordinator = house()
    charter = adopted(group, coordinator)
    write_version(charter, after=1, wording=Wording("Two.", "en", JUNE), why="b", by=coordinator)
    with pytest.raises(Refused, match="Somebody else wrote") as caught:
        write_version(charter, after=1, wording=Wording("Three.", "en", JUNE), why="c", by=coordinator)
    assert caught.value.status == 409


@pytest.mark.parametrize(
    ("wording", "why", "words"),
    [
        (Wording("Two.", "en", SINCE), "x", "adopted later"),
        (Wording("Two.", "en", JUNE), " ", "what changes"),
        (Wording("  ", "en", JUNE), "x", "Write what"),
        (Wording("Two.", "fr", JUNE), "x", "languages"),
        (Wording("Two.", "en", JUNE, review_on=JUNE), "x", "after its adoption"),
        (Wording("T" * 60_001, "en", JUNE), "x", "too long"),
    ],
)
def test_a_version_that_cannot_be_is_refused(wording, why, words):
    group, coordinator = house()
    charter = adopted(group, coordinator)
    with pytest.raises(BadInput, match=words):
        write_version(charter, after=1, wording=wording, why=why, by=coordinator)
    assert CharterVersion.objects.count() == 1


def test_a_group_has_one_charter_and_many_agreements():
    group, coordinator = house()
    adopted(group, coordinator)
    with pytest.raises(Refused, match="such a text already"):
        adopted(group, coordinator, title="Another charter")
    adopted(group, coordinator, kind="agreement", title="How we talk")
    adopted(group, coordinator, kind="agreement", title="How we eat")
    assert group.charters.count() == 3


def test_a_text_is_adopted_only_by_a_decision_of_its_group_that_passed():
    decision, _facilitator, _board = opened(1)
    group, coordinator = decision.group, staff(decision.group.community)
    with pytest.raises(BadInput, match="that passed"):
        adopted(group, coordinator, decision=decision)
    other, other_coordinator = house()
    with pytest.raises(BadInput, match="that passed"):
        adopted(other, other_coordinator, decision=decision)


def test_only_a_coordinator_writes():
    group, coordinator = house()
    charter = adopted(group, coordinator)
    for other in (member(group), staff(group.community, "facilitator"), house()[1]):
        with pytest.raises(NotAllowed):
            adopted(group, other, kind="agreement", title="Mine")
        with pytest.raises(NotAllowed):
            write_version(charter, after=1, wording=Wording("Mine.", "en", JUNE), why="x", by=other)


def test_a_member_has_their_dissent_kept_with_their_name_or_without_a_trace():
    group, coordinator = house()
    version = adopted(group, coordinator).versions.get()
    rosa = member(group)
    keep_dissent(version, words="Too many meetings.", by=rosa, is_named=True)
    keep_dissent(version, words="No child care.", by=rosa, is_named=False)
    assert list(version.dissents.values_list("person", "words")) == [
        (rosa.pk, "Too many meetings."),
        (None, "No child care."),
    ]
    named, nameless = AuditLine.objects.filter(verb="dissent").order_by("pk")
    assert (named.actor, nameless.actor) == (rosa, None)
    assert {field.name for field in Dissent._meta.fields} == {"id", "version", "person", "words", "kept_on"}


def test_a_facilitator_writes_down_what_a_member_said():
    group, coordinator = house()
    version = adopted(group, coordinator).versions.get()
    rosa, luis = member(group), staff(group.community, "facilitator")
    kept = keep_dissent(version, words="Too late.", by=luis, is_named=True, person=rosa)
    assert kept.person == rosa
    kept = keep_dissent(version, words="Too cold.", by=luis, is_named=False, person=rosa)
    assert kept.person is None
    assert set(AuditLine.objects.filter(verb="dissent").values_list("actor", flat=True)) == {luis.pk}
    with pytest.raises(NotAllowed):
        keep_dissent(version, words="Mine.", by=luis, is_named=True)
    with pytest.raises(NotAllowed):
        keep_dissent(version, words="Hers.", by=member(group), is_named=True, person=rosa)
    with pytest.raises(NotAllowed):
        keep_dissent(version, words="x", by=PersonFactory(community=group.community), is_named=True)


def test_an_overdue_review_waits_for_the_coordinator_alone():
    group, coordinator = house()
    today = group.community.today()
    a_day = datetime.timedelta(days=1)
    adopted(group, coordinator, review_on=today + a_day)
    assert list(todos(coordinator)) == []
    adopted(group, coordinator, kind="agreement", title="How we talk", review_on=today)
    (todo,) = todos(coordinator)
    assert todo.text.startswith(f"Look at “How we talk” of {group.name} again: it was due on ")
    assert list(todos(staff(group.community, "facilitator"))) == list(todos(member(group))) == []
    assert list(todos(house()[1])) == []


def test_a_version_is_read_in_other_languages_and_the_newest_translation_counts():
    group, coordinator = house()
    version = adopted(group, coordinator).versions.get()
    translate_version(version, language="es", body="Nos reunimos.", by=coordinator)
    translate_version(version, language="es", body="Nos reunimos cada mes.", by=coordinator)
    assert {code: row.body for code, row in translations_of(version).items()} == {
        "es": "Nos reunimos cada mes."
    }
    for wrong in ({"language": "en"}, {"language": "fr"}, {"body": " "}):
        with pytest.raises(BadInput):
            translate_version(version, **{"language": "ht", "body": "x", "by": coordinator, **wrong})
    with pytest.raises(NotAllowed):
        translate_version(version, language="ht", body="x", by=member(group))


@pytest.mark.parametrize(
    ("draft", "also", "holds"),
    [
        ({}, None, True),
        ({"is_first_pass": True}, None, False),
        ({}, "no", False),
        ({}, "yes", True),
        ({}, "waits", False),
    ],
)
def test_a_text_is_adopted_by_a_decision_that_holds(draft, also, holds):
    decision, facilitator, (rosa,) = opened(1, **draft)
    group = decision.group
    if also:
        council = GroupFactory(community=group.community, kind="council")
        councillor = member(council)
        other = drafted(council, by=facilitator, ratifies=decision)
        votes.open_decision(other, by=facilitator)
        if also != "waits":
            votes.cast_vote(other, voter=councillor, option=also, channel="phone")
            votes.close_decision(other, by=facilitator)
    votes.cast_vote(decision, voter=rosa, option="yes", channel="phone")
    votes.close_decision(decision, by=facilitator)
    coordinator = staff(group.community)
    if holds:
        assert adopted(group, coordinator, decision=decision).versions.get().decision == decision
    else:
        with pytest.raises(BadInput, match="that passed"):
            adopted(group, coordinator, decision=decision)
