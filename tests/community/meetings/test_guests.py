"""Candidates and guests: asked to one meeting, they follow it, and see what is theirs to see."""

import pytest
from django.test import Client
from django.urls import reverse

from advisory.decisions.services import cast_vote, open_decision
from community.core.errors import NotAllowed, Refused
from community.core.registry import Audience
from community.live.panels import snapshot
from community.meetings import services
from community.meetings.models import ActionItem, Invitation
from community.meetings.panels import audience
from community.meetings.selectors import standing_of
from community.models import Consent, Message, Person
from community.people.services import make_link
from tests.factories.decisions import drafted
from tests.factories.meetings import evening, in_a_week, planned
from tests.factories.people import CommunityFactory, GroupFactory, PersonFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db

ITEMS = {"open": "A park for all", "closed": "Who leaves the board"}
VOTE, STEP, NAME = "Benches now", "Call the mayor", "Rosa 00"


def follow(standing):
    """An open meeting with an item of each kind and a member here, and who follows it as ``standing``."""
    meeting, facilitator, board = evening(2)
    items = {
        key: services.add_agenda_item(meeting, title=title, closed_to_guests=key == "closed", by=facilitator)
        for key, title in ITEMS.items()
    }
    services.check_in(meeting, board[0], channel="phone")
    ActionItem.objects.create(
        group=meeting.group, meeting=meeting, title=STEP, owner=board[0], due_on=meeting.roster_day
    )
    if standing == "member":
        return meeting, facilitator, items, board[1]
    who = PersonFactory(community=meeting.group.community, display_name="Ana Guest")
    Invitation.objects.create(meeting=meeting, person=who, standing=standing)
    return meeting, facilitator, items, who


# standing: (the closed item is seen, names are seen, next steps are seen)
SEES = {"member": (True, True, True), "candidate": (True, True, True), "guest": (False, False, False)}


@pytest.mark.parametrize("now", ["open", "closed", None])
@pytest.mark.parametrize("standing", SEES)
def test_what_each_standing_sees_of_each_panel(standing, now):
    meeting, facilitator, items, who = follow(standing)
    if now:
        services.show_item(meeting, items[now], by=facilitator)
    open_decision(drafted(meeting.group, by=facilitator, meeting=meeting, title=VOTE), by=facilitator)
    seen_as = audience(who, meeting.board_id, "")
    shot = snapshot(meeting.board, seen_as)["panels"]
    closed, names, steps = SEES[standing]
    whole = "".join(shot.values())
    assert ITEMS["open"] in shot["agenda"]
    assert (ITEMS["closed"] in whole) == closed
    assert ("talk among themselves" in shot["agenda"]) == (not closed and now == "closed")
    assert (NAME in shot["here"]) == names
    assert "1 of 2" in shot["here"]
    assert (STEP in whole) == steps
    assert (VOTE in whole) == (closed or now == "open")


@pytest.mark.parametrize("standing", SEES)
def test_the_link_shows_the_same_before_during_and_after(standing):
    meeting, facilitator, items, who = follow(standing)
    link = make_link(who, purpose="meeting", subject_id=meeting.pk, expires_at=in_a_week())
    path = "/l/" + link.rstrip("/").rsplit("/", 1)[1] + "/"

    def page():
        return Client().get(path).content.decode()

    for _state in ("open", "closed"):
        assert ITEMS["open"] in page()
        assert (ITEMS["closed"] in page()) == SEES[standing][0]
        assert (STEP in page()) == SEES[standing][2]
        if meeting.state == "open":
            services.show_item(meeting, items["open"], by=facilitator)
            services.close_meeting(meeting, by=facilitator)
    type(meeting).objects.filter(pk=meeting.pk).update(state="planned")
    assert ITEMS["open"] in page()
    assert (ITEMS["closed"] in page()) == SEES[standing][0]


def test_the_screen_in_the_room_names_nothing_that_guests_may_not_see():
    meeting, facilitator, items, _who = follow("guest")
    for now in ("open", "closed"):
        services.show_item(meeting, items[now], by=facilitator)
        shot = snapshot(meeting.board, Audience("projector", "en"))["panels"]
        assert ITEMS["closed"] not in "".join(shot.values())


def test_a_reader_of_another_group_sees_open_items_and_of_a_members_meeting_none():
    meeting, _facilitator, _items, _who = follow("guest")
    other = signed_in(member(GroupFactory(community=meeting.group.community)), second_factor=False)
    url = reverse("meeting", args=[meeting.pk])
    html = other.get(url).content.decode()
    assert ITEMS["open"] in html
    assert ITEMS["closed"] not in html
    assert STEP not in html
    type(meeting).objects.filter(pk=meeting.pk).update(members_only=True)
    assert ITEMS["open"] not in other.get(url).content.decode()


@pytest.mark.parametrize("standing", ["guest", "candidate"])
def test_they_check_in_and_never_vote(standing):
    meeting, facilitator, _items, who = follow(standing)
    services.check_in(meeting, who, channel="phone")
    decision = open_decision(drafted(meeting.group, by=facilitator, meeting=meeting), by=facilitator)
    with pytest.raises(NotAllowed):
        cast_vote(decision, voter=who, option="yes", channel="phone")


@pytest.mark.parametrize("agrees", [True, False])
def test_somebody_new_is_asked_with_their_consent_only_and_becomes_no_member(agrees, run_jobs):
    group = GroupFactory(community=CommunityFactory(number="+17185550100"))
    member(group)
    luis = staff(group.community, "facilitator")
    meeting = planned(group, by=luis)
    said = {"standing": "guest", "display_name": "Ana Ruiz", "phone": "718-555-0142", "language": "es"}
    said |= {"agrees": "on"} if agrees else {}
    url = reverse("meeting_plan", args=[meeting.pk, "invite_guest"])
    browser = signed_in(luis)
    assert browser.post(url, said).status_code == 302
    assert browser.post(url, said, headers={"Accept": "application/json"}).status_code == 409
    ana = Person.objects.get(display_name="Ana Ruiz")
    assert not ana.memberships.exists()
    assert standing_of(meeting, ana) == "guest"
    services.remind(meeting, by=luis)
    run_jobs()
    assert Message.objects.filter(person=ana).exists() == agrees
    consent = Consent.objects.filter(person=ana)
    assert list(consent.values_list("channel", "recorded_by", "language")) == (
        [("voice", luis.pk, "es")] if agrees else []
    )
    assert standing_of(planned(group, number=32), ana) is None, "asked to this one meeting"


def test_nobody_without_a_seat_comes_where_only_members_do():
    meeting, facilitator, _items, who = follow("guest")
    type(meeting).objects.filter(pk=meeting.pk).update(members_only=True)
    meeting.refresh_from_db()
    assert standing_of(meeting, who) is None
    with pytest.raises(Refused, match="Only members"):
        services.invite_guest(meeting, standing="guest", by=facilitator, person=who)
