"""Who may do what: people by verbs, in one table."""

import pytest
from django.urls import reverse

from community.meetings import services
from community.meetings.models import Attendance
from tests.factories.meetings import evening
from tests.factories.people import (
    CommunityFactory,
    GroupFactory,
    PersonFactory,
    member,
    provider,
    signed_in,
    staff,
)

pytestmark = pytest.mark.django_db

PEOPLE = [
    "facilitator",
    "coordinator",
    "ambassador",
    "finance",
    "member",
    "other_board",
    "provider",
    "family",
    "one_factor",
    "elsewhere",
    "stranger",
]
RUNS = {"facilitator", "coordinator"}
STAFF = RUNS | {"ambassador", "finance"}
READS = STAFF | {"member", "other_board", "provider"}

# verb: (method, URL name, further path, posted fields, who may)
VERBS = {
    "list": ("get", "meetings", [], {}, READS),
    "read": ("get", "meeting", ["pk"], {}, READS),
    "plan": ("get", "meeting_new", [], {}, RUNS),
    "invite": ("post", "meeting_plan", ["pk", "invite"], {}, RUNS),
    "add_item": ("post", "meeting_plan", ["pk", "add_item"], {"title": "Parks"}, RUNS),
    "board": ("get", "meeting_board", ["pk"], {}, STAFF | {"member"}),
    "check_in": ("post", "meeting_board_do", ["pk", "check_in"], {}, STAFF | {"member"}),
    "console": ("get", "meeting_console", ["pk"], {}, RUNS),
    "projector": ("get", "meeting_projector", ["pk"], {}, RUNS),
    "next_item": ("post", "meeting_console_do", ["pk", "next_item"], {}, RUNS),
    "next_item_on_the_board": ("post", "meeting_board_do", ["pk", "next_item"], {}, RUNS),
    "tap": ("post", "meeting_board_do", ["pk", "tap"], {"person": "member"}, RUNS),
    "untap": ("post", "meeting_board_do", ["pk", "untap"], {"person": "member"}, RUNS),
    "close": ("post", "meeting_console_do", ["pk", "close_meeting"], {"sure": "yes"}, RUNS),
}


def cast(who, meeting, board):
    """The person called ``who`` and whether they showed a second factor."""
    community = meeting.group.community
    made = {
        "member": lambda: board[0],
        "other_board": lambda: member(GroupFactory(community=community)),
        "provider": lambda: provider(community),
        "family": lambda: PersonFactory(community=community),
        "one_factor": lambda: staff(community, "coordinator"),
        "elsewhere": lambda: staff(CommunityFactory(), "coordinator"),
    }
    return made.get(who, lambda: staff(community, who))(), who != "one_factor"


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_do_what(client, who, verb):
    method, name, path, fields, may = VERBS[verb]
    meeting, _facilitator, board = evening()
    services.add_agenda_item(meeting, title="Welcome", by=None)
    if who != "stranger":
        person, second_factor = cast(who, meeting, board)
        client = signed_in(person, second_factor=second_factor)
    url = reverse(name, args=[meeting.pk if part == "pk" else part for part in path])
    posted = {key: str(board[1].pk) if value == "member" else value for key, value in fields.items()}
    status = getattr(client, method)(url, posted).status_code
    if verb in ("invite", "untap") and who in may:
        assert status == 409, "allowed, but there is nobody to invite any more, and nothing to take back"
    elif who in may:
        assert status in (200, 302)
    elif who == "stranger" or (who == "one_factor" and method == "get" and may == RUNS):
        assert status == 302, "sent to sign in, or to the second factor"
    elif who == "elsewhere" and path:
        assert status == 404
    elif who == "elsewhere":
        assert status == 200, "their own community's page"
    else:
        assert status == 403
    if who not in may:
        meeting.refresh_from_db()
        assert (meeting.state, meeting.current_item) == ("open", None)
        assert not Attendance.objects.exists()


@pytest.mark.parametrize("who", ["member", "other_board", "facilitator"])
def test_a_promise_is_finished_by_its_owner_or_by_who_runs_meetings(who):
    meeting, facilitator, board = evening()
    item = services.add_action_item(
        meeting, title="Call the library", due_on=meeting.held_on, owner=board[0], by=facilitator
    )
    person = facilitator if who == "facilitator" else cast(who, meeting, board)[0]
    status = signed_in(person).post(reverse("action_done", args=[item.pk])).status_code
    assert status == (403 if who == "other_board" else 302)
    item.refresh_from_db()
    assert (item.done_at is None) == (who == "other_board")
