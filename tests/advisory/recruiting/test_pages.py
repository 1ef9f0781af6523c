"""The pages of recruiting: the coordinator's board, and what a member may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisory.models import Applicant, Decision, Gathering, GatheringNote, Guest, Outreach
from advisory.recruiting import services
from advisory.recruiting.home import offer, section, todos
from community.joining.wordings import agreement_in
from tests.factories.boards import chartered, house, seated
from tests.factories.people import GroupFactory, member, signed_in, staff
from tests.factories.recruiting import AN_HOUR, gathering, guest_of, interested, interviewed, voted

pytestmark = pytest.mark.django_db


def page(group):
    return reverse("recruiting", args=[group.pk])


def do(applicant, action):
    return reverse("applicant_do", args=[applicant.pk, action])


def test_from_outreach_to_the_seat_on_pages_alone():
    group, coordinator = house()
    seated(group)
    voters = [member(group), member(group)]
    browser = signed_in(coordinator)
    today = str(group.community.today())
    browser.post(
        page(group) + "outreach/", {"title": "Livonia fair", "place": "Livonia Ave", "starts_on": today}
    )
    outreach = Outreach.objects.get()
    told = {"name": "Keisha Brown", "phone": "(347) 555-0199", "language": "en", "channel": "voice"}
    made = browser.post(
        page(group) + "people/", {**told, "outreach": outreach.pk, "agrees": "on"}, follow=True
    )
    assert "Keisha Brown" in made.text
    assert "Livonia fair" in made.text
    applicant = Applicant.objects.get()
    when = timezone.localtime(timezone.now() + 24 * AN_HOUR, group.community.zone).strftime("%Y-%m-%dT%H:%M")
    plan = reverse("gathering_new", args=[group.pk, "interview"])
    assert "What the group looks for" in browser.get(plan).text
    assert browser.post(plan, {"starts_at": "soon", "place": ""}).status_code == 400
    planned = browser.post(plan, {"starts_at": when, "place": "Library", "criteria": "Listens"}, follow=True)
    assert "Ask them by text" in planned.text
    interview = Gathering.objects.get()
    assert timezone.localtime(interview.starts_at, group.community.zone).strftime("%Y-%m-%dT%H:%M") == when
    asked = browser.post(
        reverse("gathering_do", args=[interview.pk, "ask"]), {"applicants": [applicant.pk]}, follow=True
    )
    assert "has not answered" in asked.text
    note = {"guest": Guest.objects.get().pk, "criterion": "Listens", "words": "Kind."}
    assert "Kind." in browser.post(reverse("gathering_note", args=[interview.pk]), note, follow=True).text
    vote = {"applicants": [applicant.pk], "title": "A new member", "method": "majority", "seats": "1"}
    wrong = browser.post(page(group) + "vote/", {**vote, "method": "irv"})
    assert (wrong.status_code, "yes and no" in wrong.text) == (400, True)
    browser.post(page(group) + "vote/", vote)
    decision = Decision.objects.get()
    voted(decision, by=coordinator, ballots=[(voter, "yes") for voter in voters])
    assert "has chosen Keisha Brown: give the seat" in browser.get("/").text
    shown = browser.get(reverse("applicant", args=[applicant.pk])).text
    assert "The group chose them" in shown
    seat = {"seat": group.seats.get().pk, "since": today}
    done = browser.post(do(applicant, "seat"), seat, follow=True)
    assert "Got the seat" in done.text
    assert "Keisha Brown" in browser.get(reverse("board", args=[group.pk])).text


@pytest.mark.parametrize(("seen_from", "sees_interview"), [("interview", True), ("vote", False)])
def test_a_member_sees_candidates_as_the_charter_allows(seen_from, sees_interview):
    group, coordinator = house()
    chartered(group, candidates_seen_from=seen_from)
    rosa = member(group)
    interested(group, display_name="Early Bird")
    interviewed(group, coordinator, display_name="Inter Viewed")
    (standing,) = interviewed(group, coordinator, display_name="Can Didate")
    services.put_to_vote(
        group, applicants=[standing], title="New", method="majority", by=coordinator, is_secret=False
    )
    (gone,) = interviewed(group, coordinator, display_name="Step Back")
    services.withdraw(gone, reason="", by=coordinator)
    shown = signed_in(rosa).get(page(group)).text
    assert "Early Bird" not in shown
    assert "Step Back" not in shown
    assert ("Inter Viewed" in shown) is sees_interview
    assert "Can Didate" in shown
    everything = signed_in(coordinator).get(page(group)).text
    assert all(name in everything for name in ("Early Bird", "Inter Viewed", "Can Didate", "Step Back"))


def test_a_member_notes_at_the_interview_and_reads_their_own_notes_alone():
    group, coordinator = house()
    rosa = member(group)
    (applicant,) = interviewed(group, coordinator, display_name="Keisha Brown")
    guest = guest_of(applicant)
    services.keep_note(guest, words="Staff words", criterion="", by=coordinator)
    browser = signed_in(rosa)
    address = reverse("gathering", args=[guest.gathering_id])
    sent = browser.post(
        address + "note/", {"guest": guest.pk, "criterion": "", "words": "My words"}, follow=True
    )
    assert "My words" in sent.text
    assert "Staff words" not in sent.text
    assert browser.post(address + "note/", {"guest": guest.pk + 1, "words": "x"}).status_code == 400
    everything = signed_in(coordinator).get(address).text
    assert "My words" in everything
    assert "Staff words" in everything
    services.withdraw(applicant, reason="", by=coordinator)
    assert "Keisha Brown" not in browser.get(address).text
    assert browser.post(address + "note/", {"guest": guest.pk, "words": "x"}).status_code == 403


def test_others_see_nobody():
    group, coordinator = house()
    (applicant,) = interviewed(group, coordinator)
    session = gathering(group, coordinator)
    near = signed_in(member(GroupFactory(community=group.community)))
    rosa = signed_in(member(group))
    for browser, status in ((near, 403), (signed_in(staff(GroupFactory().community)), 404)):
        assert browser.get(page(group)).status_code == status
        assert (
            browser.get(reverse("gathering", args=[applicant.gatherings.get().gathering_id])).status_code
            == status
        )
    assert rosa.get(reverse("gathering", args=[session.pk])).status_code == 403
    assert rosa.get(reverse("applicant", args=[applicant.pk])).status_code == 403
    assert rosa.post(do(applicant, "decline"), {"reason": "x"}).status_code == 403
    assert section(group, member(GroupFactory(community=group.community))) == ""


def test_the_ends_of_the_way_are_written_down():
    group, _coordinator = house()
    applicant = interested(group)
    browser = signed_in(staff(group.community, "facilitator"))
    assert browser.post(do(applicant, "decline"), {"reason": ""}).status_code == 400
    shown = browser.post(do(applicant, "decline"), {"reason": "Next year"}, follow=True).text
    assert "Next year" in shown
    assert "Was turned down" in shown
    assert "Would like to join again" in browser.post(do(applicant, "return"), follow=True).text
    assert "Stepped back" in browser.post(do(applicant, "withdraw"), {"reason": ""}, follow=True).text
    assert browser.post(do(applicant, "dance")).status_code == 404
    assert browser.post(do(applicant, "seat"), {"seat": "1", "since": "2026-01-01"}).status_code == 400


def test_who_came_is_written_down_when_it_has_begun():
    group, coordinator = house()
    applicant = interested(group)
    session = gathering(group, coordinator)
    services.ask_to(session, applicants=[applicant], by=coordinator)
    Gathering.objects.update(starts_at=timezone.now() - AN_HOUR)
    browser = signed_in(coordinator)
    address = reverse("gathering", args=[session.pk])
    guest = {"guest": Guest.objects.get().pk}
    assert "did not come" in browser.post(address + "do/missed/", guest, follow=True).text
    assert Applicant.objects.get().state == "interested"
    browser.post(address + "do/came/", guest)
    assert Applicant.objects.get().state == "informed"
    assert browser.post(address + "do/came/", {"guest": "x"}).status_code == 400
    assert browser.post(address + "do/ask/", {}).status_code == 400
    assert browser.post(address + "do/sing/", guest).status_code == 404
    assert browser.get(reverse("gathering_new", args=[group.pk, "party"])).status_code == 404


@pytest.mark.parametrize(("language", "word"), [("en", "BOARD"), ("es", "JUNTA"), ("ht", "KOMITE")])
def test_the_flyer_says_the_word_and_what_is_agreed(language, word):
    group, coordinator = house()
    browser = signed_in(coordinator)
    shown = browser.get(reverse("recruiting_flyer", args=[group.pk, language]))
    assert shown.headers["Content-Language"] == language
    assert f"{word} {group.code}" in shown.text
    assert agreement_in(language, group.community) in shown.text
    assert browser.get(reverse("recruiting_flyer", args=[group.pk, "fr"])).status_code == 404
    group.community.number = None
    group.community.save()
    assert browser.get(reverse("recruiting_flyer", args=[group.pk, language])).status_code == 404


def test_outreach_ends_on_the_page():
    group, coordinator = house()
    today = group.community.today()
    outreach = services.begin_outreach(
        group, title="Fair", place="", starts_on=today, ends_on=None, by=coordinator
    )
    browser = signed_in(coordinator)
    assert "End today" in browser.get(page(group)).text
    browser.post(reverse("outreach_end", args=[outreach.pk]))
    assert "End today" not in browser.get(page(group)).text


def test_the_first_page_says_who_waits():
    group, coordinator = house()
    facilitator = staff(group.community, "facilitator")
    assert list(todos(coordinator)) == []
    assert offer(coordinator) is None
    applicant = interested(group)
    (todo,) = todos(facilitator)
    assert todo.text.startswith(f"1 person would like to join the {group.name}")
    assert offer(coordinator) == ("See who would like to join the board", page(group))
    assert offer(facilitator) is None
    services.ask_to(gathering(group, coordinator), applicants=[applicant], by=coordinator)
    assert list(todos(facilitator)) == list(todos(member(group))) == []


def test_a_member_hears_of_an_interview_to_come():
    group, coordinator = house()
    rosa = member(group)
    interview = gathering(group, coordinator, kind="interview")
    (todo,) = todos(rosa)
    assert todo.text.startswith(f"Group interview of the {group.name}, ")
    assert todo.url == reverse("gathering", args=[interview.pk])
    assert list(todos(member(GroupFactory(community=group.community)))) == []
    Gathering.objects.update(starts_at=timezone.now() - AN_HOUR)
    assert list(todos(rosa)) == []


@pytest.mark.parametrize("name", ["recruiting", "gathering", "boards"])
def test_more_people_take_no_more_queries(name):
    group, coordinator = house()
    browser = signed_in(coordinator)
    (applicant,) = interviewed(group, coordinator)
    interview = applicant.gatherings.get().gathering
    args = {"recruiting": [group.pk], "gathering": [interview.pk], "boards": []}[name]

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(reverse(name, args=args)).status_code == 200
        return len(caught)

    def fill(number):
        for _one in range(number):
            one = Applicant.objects.create(
                group=group, person=member(group), channel="text", state="interview"
            )
            guest = Guest.objects.create(gathering=interview, applicant=one)
            GatheringNote.objects.create(guest=guest, words="x", author=coordinator)
            interested(group)
            gathering(group, coordinator)

    fill(1)
    queries()
    few = queries()
    fill(30)
    assert queries() == few
