"""Every button of a board and of a meeting's page, every role, two communities; and every look by a link."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.core import registry
from community.meetings.actions import PLANNING
from tests.architecture.asked import SENT_FREELY
from tests.architecture.asking import ask, only_its_own_come_in
from tests.architecture.doors import DOORS
from tests.architecture.presses import PLANS, PRESSES
from tests.architecture.reading import APPS, sources
from tests.architecture.world import A_DAY

pytestmark = pytest.mark.django_db
BUTTONS = [
    *(("meeting_board_do", action, opens) for action, opens in sorted(PRESSES.items())),
    *(("meeting_plan", action, opens) for action, opens in sorted(PLANS.items())),
]
# Where what is sent is read: from the request, by a button's action, by a form's field for a row.
SENDING = re.compile(
    r"""(?:\b[Pp][Oo][Ss][Tt](?:\.get\(|\[)|, post, )"(\w+)"|(\w+) = forms\.Model\w*ChoiceField"""
)
WRITES = ("INSERT", "UPDATE", "DELETE")


def test_every_button_is_known_here():
    missing = sorted(set(dict(registry.board_actions.items())) - set(PRESSES))
    assert not missing, f"add to PRESSES in tests/architecture/presses.py: {missing}"
    assert set(PLANS) == set(PLANNING), "PLANS in tests/architecture/presses.py names the buttons of PLANNING"


def test_everything_that_is_sent_is_known_here(home):
    """A row's key in what is sent is walked below, or by the forms of ``test_every_door``."""
    walked = {
        sent for table in (DOORS, PRESSES, PLANS) for opens in table.values() for sent in opens.post(home)
    }
    read = {
        name
        for path in sources(*APPS)
        for names in SENDING.findall(path.read_text())
        for name in names
        if name
    }
    missing = sorted(read - walked - SENT_FREELY)
    assert not missing, f"send these in DOORS, PRESSES or PLANS of tests/architecture: {missing}"


@pytest.mark.parametrize(("name", "action", "opens"), BUTTONS)
def test_a_press_counts_from_its_own_and_from_nobody_else(name, action, opens, home):
    address = reverse(name, kwargs={"pk": home.meeting.pk, "action": action})
    only_its_own_come_in(home, opens, address, "POST")


@pytest.mark.parametrize(("name", "action", "opens"), BUTTONS)
def test_a_press_moves_no_row_of_another_community(name, action, opens, home, sample):
    post = opens.post(sample)
    for meeting in (home.meeting, sample.meeting) if opens.post(home) != post else (sample.meeting,):
        address = reverse(name, kwargs={"pk": meeting.pk, "action": action})
        for role in opens.to:
            status, led_to = ask(home, role, address, "POST", post)
            assert 400 <= status < 500, f"{role} {action} with a row from elsewhere: {status} {led_to}"


@pytest.mark.parametrize("moment", ["planned", "open", "closed"])
def test_a_look_through_a_link_changes_nothing(client, moment, home):
    home.furnish()
    home.decision.opened_at, home.decision.closes_at = timezone.now() - 2 * A_DAY, timezone.now() - A_DAY
    home.decision.save()
    home.meeting.state = moment
    home.meeting.save()
    address = reverse("link", args=[home.link])
    with CaptureQueriesContext(connection) as queries:
        statuses = [
            look(f"{address}{part}").status_code
            for part in ("", "mine/", "snapshot/")
            for look in (client.get, client.head)
        ]
    assert statuses[0] == 200
    assert max(statuses) < 500
    assert not [query["sql"] for query in queries if query["sql"].startswith(WRITES)]
