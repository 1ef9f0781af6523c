"""The items of an agenda: said, changed, put in order, taken off."""

import pytest
from django.urls import reverse

from community.core.errors import BadInput, Refused
from community.meetings import services
from community.meetings.models import AgendaItem
from community.meetings.selectors import agenda_of, length_of
from tests.factories.meetings import planned
from tests.factories.people import member, signed_in, staff

pytestmark = pytest.mark.django_db


def three():
    """A meeting to come with three items, and who prepares it."""
    meeting = planned()
    luis = staff(meeting.group.community, "facilitator")
    items = [
        services.add_agenda_item(meeting, title=title, minutes=minutes, by=luis)
        for title, minutes in [("Welcome", 10), ("Library", 45), ("Next steps", None)]
    ]
    return meeting, luis, items


def order(meeting):
    return [item.title for item in agenda_of(meeting)]


def test_the_whole_order_is_one_press_and_twice_the_same():
    meeting, luis, items = three()
    keys = [item.pk for item in items]
    for _twice in range(2):
        services.order_agenda(meeting, keys[::-1], seen=keys, by=luis)
    assert order(meeting) == ["Next steps", "Library", "Welcome"]


@pytest.mark.parametrize("fault", ["moved", "added", "short", "foreign"])
def test_an_order_of_another_list_is_refused_in_words(fault):
    meeting, luis, items = three()
    keys = [item.pk for item in items]
    wanted = keys[::-1]
    if fault == "moved":
        services.move_agenda_item(items[0], up=False, by=luis)
    elif fault == "added":
        services.add_agenda_item(meeting, title="Parks", by=luis)
    elif fault == "short":
        wanted = keys[:2]
    else:
        wanted = [*keys[1:], services.add_agenda_item(planned(number=9), title="Away", by=None).pk]
    before = order(meeting)
    with pytest.raises(Refused, match="changed the agenda meanwhile"):
        services.order_agenda(meeting, wanted, seen=keys, by=luis)
    assert order(meeting) == before


def test_an_item_says_who_presents_it_and_what_should_come_of_it():
    meeting, luis, items = three()
    rosa = member(meeting.group, display_name="Rosa Diaz")
    url = reverse("meeting_plan", args=[meeting.pk, "change_item"])
    said = {"item": items[1].pk, "title": "Library hours", "kind": "decision", "minutes": 30}
    said |= {"presenter": rosa.pk, "objective": "A yes or a no", "closed_to_guests": "on"}
    assert signed_in(luis).post(url, said).status_code == 302
    item = AgendaItem.objects.get(pk=items[1].pk)
    assert (item.title, item.kind, item.minutes, item.presenter) == ("Library hours", "decision", 30, rosa)
    assert (item.objective, item.closed_to_guests) == ("A yes or a no", True)
    said["presenter"] = staff(planned(number=9).group.community).pk
    assert signed_in(luis).post(url, said, headers={"Accept": "application/json"}).status_code == 400


def test_only_what_is_to_come_and_nobody_waits_for_is_taken_off():
    meeting, luis, items = three()
    services.remove_agenda_item(items[0], by=luis)
    proposal = services.propose_item(meeting, title="Parks", by=member(meeting.group), channel="web")
    services.accept_proposal(proposal, by=luis)
    with pytest.raises(Refused, match="with a reason"):
        services.remove_agenda_item(proposal, by=luis)
    services.open_meeting(meeting, by=luis)
    with pytest.raises(Refused, match="before the meeting opens"):
        services.remove_agenda_item(items[1], by=luis)
    assert order(meeting) == ["Library", "Next steps", "Parks"]


def test_a_dropped_item_says_why_and_cannot_be_shown():
    meeting, luis, items = three()
    with pytest.raises(BadInput, match="why"):
        services.drop_item(items[1], reason=" ", by=luis)
    services.drop_item(items[1], reason="Solved already", by=luis)
    assert order(meeting) == ["Welcome", "Next steps"]
    services.open_meeting(meeting, by=luis)
    with pytest.raises(Refused, match="not on the agenda"):
        services.show_item(meeting, items[1], by=luis)


def test_the_length_is_said_against_the_meeting():
    meeting, luis, _items = three()
    assert length_of(meeting).words == (
        "55 of the meeting's 120 minutes planned. 1 item does not say how long it takes."
    )
    services.add_agenda_item(meeting, title="Long", minutes=95, by=luis)
    assert "150 minutes planned, 30 more than the 120" in length_of(meeting).words


@pytest.mark.parametrize("many", [1, 60])
def test_the_page_asks_as_much_for_sixty_as_for_one(many, django_assert_num_queries):
    meeting = planned()
    luis = staff(meeting.group.community, "facilitator")
    for number in range(many):
        rosa = member(meeting.group)
        services.add_agenda_item(meeting, title=f"Item {number}", presenter=rosa, by=luis)
        services.propose_item(meeting, title=f"Wish {number}", by=rosa, channel="web")
    browser = signed_in(luis)
    url = reverse("meeting", args=[meeting.pk])
    browser.get(url)
    with django_assert_num_queries(29):
        assert browser.get(url).status_code == 200
