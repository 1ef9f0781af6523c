"""The pages of boards, as people use them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisory.boards.services import give_seat
from advisory.models import Charter, CharterRules, Dissent, Seat, Term
from community.models import Group, Membership
from tests.factories.boards import chartered, house, seated
from tests.factories.people import SINCE, GroupFactory, PersonFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db


def page(group: Group) -> str:
    return reverse("board", args=[group.pk])


def test_a_coordinator_seats_the_first_member_and_ends_the_term():
    group, coordinator = house()
    rosa = member(group, display_name="Rosa Diaz")
    browser = signed_in(coordinator)
    today = str(group.community.today())
    browser.post(page(group) + "seats/", {"number": "2", "purpose": "families", "since": str(SINCE)})
    assert "kept for: families" in browser.get(page(group)).text
    first = Seat.objects.first()
    answer = browser.post(
        reverse("seat_do", args=[first.pk, "give"]), {"person": rosa.pk, "since": today}, follow=True
    )
    assert "The seat is theirs." in answer.text
    shown = browser.get(page(group)).text
    assert "Rosa Diaz" in shown
    assert "1 member" in shown
    end = reverse("membership_end", args=[rosa.memberships.get().pk])
    wrong = browser.post(end, {"on": today, "why": ""})
    assert (wrong.status_code, "One thing to mend" in wrong.text) == (400, True)
    browser.post(end, {"on": today, "why": "moved away"})
    tomorrow = group.community.today() + datetime.timedelta(days=1)
    assert "Rosa Diaz" not in browser.get(page(group), {"on": str(tomorrow)}).text
    assert "Rosa Diaz" in browser.get(page(group), {"on": today}).text


def test_a_seat_tells_its_story_and_a_further_term_begins():
    group, coordinator = house()
    (seat,) = seated(group)
    rosa = member(group, display_name="Rosa Diaz")
    term = give_seat(seat, person=rosa, since=group.community.today(), by=coordinator)
    browser = signed_in(coordinator)
    renewed = browser.post(reverse("seat_do", args=[seat.pk, "renew"]), {"term": term.pk}, follow=True)
    assert renewed.text.count("Rosa Diaz") == 2
    assert Term.objects.count() == 2
    assert browser.post(reverse("seat_do", args=[seat.pk, "paint"])).status_code == 404
    assert browser.post(reverse("seat_do", args=[seat.pk, "renew"]), {"term": "x"}).status_code == 400


def test_an_empty_seat_is_taken_away():
    group, coordinator = house()
    (seat,) = seated(group)
    signed_in(coordinator).post(reverse("seat_do", args=[seat.pk, "close"]))
    seat.refresh_from_db()
    assert seat.until == group.community.today()


def test_members_read_and_change_nothing():
    group, _coordinator = house()
    (seat,) = seated(group)
    rosa = member(group, display_name="Rosa Diaz")
    version = chartered(group)
    browser = signed_in(rosa)
    assert "Rosa Diaz" in browser.get(page(group)).text
    assert "Add seats" not in browser.get(page(group)).text
    assert "We decide together." in browser.get(reverse("charter", args=[version.charter_id])).text
    for name, args in (
        ("board_seats", [group.pk]),
        ("seat_do", [seat.pk, "close"]),
        ("membership_end", [rosa.memberships.get().pk]),
        ("charter_write", [version.charter_id]),
    ):
        assert browser.post(reverse(name, args=args)).status_code == 403


def test_members_of_other_groups_do_not_read_along():
    group, _coordinator = house()
    other = signed_in(member(GroupFactory(community=group.community)))
    assert other.get(page(group)).status_code == 403
    assert group.name not in other.get(reverse("boards")).text
    foreign = signed_in(staff(GroupFactory().community))
    assert foreign.get(page(group)).status_code == 404


def test_a_subcommittee_is_founded_and_joined_by_members_of_the_board():
    group, coordinator = house()
    rosa = member(group, display_name="Rosa Diaz")
    stranger = PersonFactory(community=group.community)
    browser = signed_in(coordinator)
    browser.post(page(group) + "subcommittees/", {"name": "Food", "code": "food"})
    below = Group.objects.get(parent=group)
    assert (below.code, below.kind) == ("FOOD", "subcommittee")
    assert browser.post(page(group) + "subcommittees/", {"name": "Food", "code": "food"}).status_code == 409
    assert browser.post(page(below) + "join/", {"person": stranger.pk}).status_code == 400
    browser.post(page(below) + "join/", {"person": rosa.pk})
    assert Membership.objects.get(group=below).person == rosa
    assert browser.post(page(below) + "join/", {"person": rosa.pk}).status_code == 400
    assert browser.post(page(below) + "subcommittees/", {"name": "Nap", "code": "nap"}).status_code == 400
    seen = signed_in(member(group)).get(page(group)).text
    assert "Food" in seen
    assert "Rosa Diaz" in seen


def written(**more):
    return {
        **{"body": "## Votes\n\nHalf of us.", "language": "en", "adopted_on": "2026-01-01", "after": "0"},
        **{"quorum_percent": "60", "quorum_basis": "present", "proxies_per_holder": "1"},
        **{"candidates_seen_from": "vote", "forget_after_days": "90", "proxies_allowed": "on"},
        **{"late_pay_percent": "0"},
        **more,
    }


def test_a_charter_is_written_changed_and_read_in_every_version():
    group, coordinator = house()
    browser = signed_in(coordinator)
    new = reverse("charter_new", args=[group.pk, "charter"])
    assert "Percent who must take part" in browser.get(new).text
    assert browser.post(new, written(title="", body="")).status_code == 400
    browser.post(new, written(title="Charter"))
    charter = Charter.objects.get()
    rules = CharterRules.objects.get()
    assert (rules.quorum_percent, rules.proxies_allowed, rules.forget_after_days) == (60, True, 90)
    assert rules.late_pay_percent == 0
    shown = browser.get(reverse("charter", args=[charter.pk])).text
    assert "<h2>Votes</h2>" in shown
    assert "A vote counts when 60 percent of those who take part vote." in shown
    assert "is not paid for it." in shown
    write = reverse("charter_write", args=[charter.pk])
    assert 'value="60"' in browser.get(write).text
    told = written(body="## Votes\n\nAll of us.", adopted_on="2026-02-01", after="1", why="Fairer")
    browser.post(write, told)
    assert browser.post(write, told).status_code == 400
    shown = browser.get(reverse("charter", args=[charter.pk])).text
    assert "<ins>All </ins>" in shown
    assert "<del>Half </del>" in shown
    earlier = browser.get(reverse("charter_version", args=[charter.versions.get(number=1).pk])).text
    assert "no longer in force" in earlier
    assert browser.get(reverse("charter_version", args=[9])).status_code == 404
    assert browser.get(reverse("charter_new", args=[group.pk, "song"])).status_code == 404


def test_an_agreement_has_no_rules_of_votes():
    group, coordinator = house()
    browser = signed_in(coordinator)
    new = reverse("charter_new", args=[group.pk, "agreement"])
    assert "Percent who must take part" not in browser.get(new).text
    browser.post(
        new,
        {
            "title": "How we talk",
            "body": "One speaks.",
            "language": "en",
            "after": "0",
            "adopted_on": "2026-01-01",
        },
    )
    assert "What it rules" not in browser.get(reverse("charter", args=[Charter.objects.get().pk])).text


def test_a_member_reads_the_charter_in_their_language_and_the_original_stays_near():
    group, coordinator = house()
    version = chartered(group)
    browser = signed_in(coordinator)
    address = reverse("charter_translate", args=[version.pk, "es"])
    assert "We decide together." in browser.get(address).text
    assert browser.post(address, {"body": ""}).status_code == 400
    browser.post(address, {"body": "Decidimos juntas."})
    assert "Decidimos juntas." in browser.get(address).text
    for language in ("en", "fr"):
        wrong = reverse("charter_translate", args=[version.pk, language])
        assert browser.get(wrong).status_code == 404
    rosa = signed_in(member(group))
    rosa.cookies["django_language"] = "es"
    page = reverse("charter", args=[version.charter_id])
    assert '<article class="card stack" lang="es"><p>Decidimos juntas.' in rosa.get(page).text
    assert "We decide together." in rosa.get(page, {"language": "en"}).text
    assert rosa.get(address).status_code == 403


def test_dissent_stands_beside_the_text():
    group, coordinator = house()
    version = chartered(group)
    rosa = member(group, display_name="Rosa Diaz")
    address = reverse("charter_dissent", args=[version.charter_id])
    browser = signed_in(rosa)
    browser.post(address, {"words": "Too late at night.", "is_named": "yes", "version": version.pk})
    browser.post(address, {"words": "Too cold.", "is_named": "no", "version": version.pk})
    shown = signed_in(member(group)).get(reverse("charter", args=[version.charter_id])).text
    assert "Too late at night." in shown
    assert "A member who wants no name here" in shown
    assert browser.post(address, {"words": "", "is_named": "no", "version": version.pk}).status_code == 400
    other = chartered(GroupFactory(community=group.community))
    foreign = {"words": "x", "is_named": "no", "version": other.pk}
    assert browser.post(address, foreign).status_code == 400
    staffs = signed_in(coordinator)
    said = {"words": "No.", "is_named": "yes", "version": version.pk, "person": rosa.pk}
    assert staffs.post(address, said).status_code == 302
    assert Dissent.objects.filter(person=rosa).count() == 2


@pytest.mark.parametrize("name", ["boards", "board", "charter"])
def test_more_rows_take_no_more_queries(name):
    group, coordinator = house()
    seats = seated(group, 60)
    charter = chartered(group).charter
    args = {"boards": [], "board": [group.pk], "charter": [charter.pk]}[name]
    browser = signed_in(coordinator)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert browser.get(reverse(name, args=args)).status_code == 200
        return len(caught)

    today = group.community.today()
    give_seat(seats[0], person=member(group), since=today, by=coordinator)
    Dissent.objects.create(version=charter.versions.get(), person=coordinator, words="x", kept_on=today)
    below = GroupFactory(community=group.community, parent=group, kind="subcommittee")
    member(below)
    queries()
    few = queries()
    for seat in seats[1:]:
        give_seat(seat, person=member(group), since=today, by=coordinator)
    for _more in range(20):
        chartered(group)
        GroupFactory(community=group.community, parent=group, kind="subcommittee")
        Dissent.objects.create(version=charter.versions.get(number=1), words="x", kept_on=today)
        member(below)
    assert queries() == few


@pytest.mark.parametrize(
    ("role", "in_rail"), [("coordinator", False), ("facilitator", True), ("board", True), ("finance", False)]
)
def test_no_rail_has_more_than_five_places(role, in_rail):
    group = GroupFactory()
    person = member(group) if role == "board" else staff(group.community, role)
    shown = signed_in(person).get("/").text
    rail = shown.split('<ul class="places">')[1].split("</ul>")[0]
    assert rail.count("<li") <= 5
    assert (f'"{reverse("boards")}"' in rail) == in_rail
    assert (f'"{reverse("boards")}"' in shown) == (in_rail or role == "coordinator")
