"""A page says at which version it was drawn, and for whom, so that its socket need not send it all again."""

import re

import pytest
from django.urls import reverse

from community.messaging import services
from tests.community.live.evenings import room
from tests.community.live.test_inbox import wrote
from tests.factories.people import PersonFactory, signed_in

pytestmark = pytest.mark.django_db
SAID = re.compile(r'data-socket="/ws(/board/\d+/)\??(.*?)" data-version="(\d+)" data-seen-as="(.*?)"')


def pages():
    """The coordinator's pages that are live boards, and a member's board."""
    at = room()
    home = at.meeting.group.community
    rosa = PersonFactory(community=home)
    thread = wrote(home, rosa.phone, "Can my sister come?")
    services.inbox_board(home)
    boards = [reverse(name, args=[at.meeting.pk]) for name in ("meeting_console", "meeting_projector")]
    inbox = [reverse("inbox"), reverse("inbox") + "?state=mine", reverse("thread", args=[thread.pk])]
    yield from ((at.charlie, address) for address in [*boards, *inbox])
    yield at.members[0], reverse("meeting_board", args=[at.meeting.pk])


def test_a_page_as_it_was_drawn_has_nothing_to_ask_for():
    for person, address in pages():
        browser = signed_in(person)
        browser.cookies["django_language"] = "es"
        browser.get(address)  # the first look at a thread marks it as read, which rings
        board, claimed, version, seen_as = SAID.search(browser.get(address).text).groups()
        snapshot = f"/live{board.removeprefix('/board')}snapshot/?{claimed}"
        answer = browser.get(f"{snapshot}&have={version}&seen_as={seen_as}").json()
        assert answer == {"version": int(version), "since": int(version), "panels": {}}, address
