"""What members propose: by page, by their link, and by text."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from community.core.errors import NotAllowed, Refused
from community.meetings import services
from community.meetings.models import AgendaItem
from community.models import Message
from community.people.services import make_link
from tests.factories.meetings import EIGHT, SIX, THE_WEEK_BEFORE, planned
from tests.factories.messaging import text_from
from tests.factories.people import (
    CommunityFactory,
    GroupFactory,
    OrganisationFactory,
    PersonFactory,
    member,
    signed_in,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_week_before():
    with time_machine.travel(THE_WEEK_BEFORE, tick=False):
        yield


def a_board(language="en"):
    """A board with a member who has a phone, and its meeting to come."""
    home = CommunityFactory(name="Maple Street", number="+17185550100")
    group = GroupFactory(community=home)
    rosa = member(group, display_name="Rosa Diaz", language=language)
    return planned(group, starts_at=SIX, ends_at=EIGHT), rosa


def said_last(person):
    return Message.objects.filter(direction="out", thread__phone=person.phone).latest("pk").body


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "AGENDA Saturday hours"),
        ("en", "agenda:  Saturday   hours"),
        ("es", "Agenda Saturday hours"),
        ("ht", "AJANDA, Saturday hours"),
    ],
)
def test_by_text_it_is_proposed_once_and_said_back(language, body, run_jobs):
    meeting, rosa = a_board(language)
    for _twice in range(2):
        text_from(rosa.phone, rosa.community, body)
        run_jobs()
    item = AgendaItem.objects.get()
    assert (item.meeting, item.title, item.proposed_by, item.state) == (
        meeting,
        "Saturday hours",
        rosa,
        "proposed",
    )
    assert '"Saturday hours"' in said_last(rosa)
    assert len(said_last(rosa)) <= 160


@pytest.mark.parametrize("body", ["what is on the agenda", "Agenda for Thursday?"])
def test_a_question_about_the_agenda_is_left_for_a_person(body, run_jobs):
    _meeting, rosa = a_board()
    text_from(rosa.phone, rosa.community, body)
    run_jobs()
    assert not AgendaItem.objects.exists()


def test_without_a_group_or_a_meeting_they_are_told(run_jobs):
    meeting, rosa = a_board()
    neighbor = PersonFactory(community=rosa.community)
    text_from(neighbor.phone, rosa.community, "AGENDA parks")
    run_jobs()
    assert "Only members of a group" in said_last(neighbor)
    services.close_meeting(services.open_meeting(meeting, by=None), by=None)
    text_from(rosa.phone, rosa.community, "AGENDA parks")
    run_jobs()
    assert "No meeting of your group is planned" in said_last(rosa)
    assert not AgendaItem.objects.exists()


def test_by_page_by_link_and_on_the_board():
    meeting, rosa = a_board()
    browser = signed_in(rosa, second_factor=False)
    link = make_link(rosa, purpose="meeting", subject_id=meeting.pk, expires_at=EIGHT)
    path = "/l/" + link.rstrip("/").rsplit("/", 1)[1] + "/"
    assert 'action="do/propose/"' in Client().get(path).content.decode()
    pages = [
        (browser, reverse("meeting_propose", args=[meeting.pk])),
        (browser, reverse("meeting_board_do", args=[meeting.pk, "propose"])),
        (Client(), f"{path}do/propose/"),
    ]
    for number, (client, url) in enumerate(pages):
        assert client.post(url, {"title": f"Wish {number}"}).status_code == 302
    assert list(AgendaItem.objects.values_list("title", flat=True)) == ["Wish 0", "Wish 1", "Wish 2"]
    assert "Wish" not in Client().get(path).content.decode(), "nobody has said yes yet"


def test_only_members_of_the_group_propose():
    meeting, _rosa = a_board()
    for other in (staff(meeting.group.community), member(GroupFactory(community=meeting.group.community))):
        with pytest.raises(NotAllowed):
            services.propose_item(meeting, title="Parks", by=other, channel="web")


@pytest.mark.parametrize("answer", ["accept", "drop"])
@pytest.mark.parametrize("title", ["Parks", "Hours of Maple Street Clinic"])
def test_the_proposer_hears_what_became_of_it_once(answer, title, run_jobs):
    meeting, rosa = a_board()
    clinic = PersonFactory(community=rosa.community, display_name="Dr. Priya Nair")
    clinic.organisation = OrganisationFactory(community=rosa.community, name="Maple Street Clinic")
    clinic.save()
    luis = staff(rosa.community, "facilitator")
    item = services.propose_item(meeting, title=title, by=rosa, channel="web")
    if answer == "accept":
        services.accept_proposal(item, by=luis)
    else:
        services.drop_item(item, reason="We did that in May.", by=luis)
    run_jobs()
    with pytest.raises(Refused):
        services.accept_proposal(item, by=luis)
    texts = list(Message.objects.filter(direction="out", person=rosa).values_list("body", flat=True))
    assert len(texts) == 1
    assert ("on the agenda for Thu Nov 26" in texts[0]) or "did that in May" in texts[0]
    assert (title in texts[0]) == (title == "Parks"), "a text names no provider"
