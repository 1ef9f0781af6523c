"""Every address, every role, two communities: what is another community's is not there."""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from community.core import registry
from community.live.entry import enter_by_session
from community.live.routing import websocket
from community.people.views import ways_in
from tests.architecture.doors import DOORS, PRESSES, SOCKETS, Opens
from tests.architecture.world import EVERYONE, ROLES, World

URLS = "tests.architecture.demo_urls"
LED_AWAY = ("/accounts/login/", "/accounts/2fa/", "/accounts/reauthenticate/", "/who/")

pytestmark = pytest.mark.django_db


def every_address(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each address below ``resolver``, with all of its path."""
    for entry in resolver.url_patterns:
        path = above + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from every_address(entry, path)
        else:
            yield path, entry


ADDRESSES = dict(every_address(get_resolver(URLS)))
BY_NAME = {entry.name: entry for entry in ADDRESSES.values()}


@pytest.fixture(autouse=True)
def _all_addresses(monkeypatch):
    monkeypatch.setattr(ways_in, "EVEN_TIME", 0)
    with override_settings(ROOT_URLCONF=URLS):
        yield


def ask(world: World, role: str, address: str, method: str, post: Mapping) -> tuple[int, str]:
    """Ask as ``role``, and undo whatever it did. Returns the status and where it led to."""
    with transaction.atomic():
        answer = getattr(world.browsers[role], method.lower())(address, post or None)
        transaction.set_rollback(True)
    return answer.status_code, answer.headers.get("Location", "")


def is_closed(status: int, led_to: str) -> bool:
    return status in (403, 404, 410) or (status == 302 and led_to.startswith(LED_AWAY))


def methods_of(name: str) -> list[str]:
    return [method for method in BY_NAME[name].callback.door.methods if method != "HEAD"]


def test_every_address_is_known_here_and_has_a_name():
    nameless = [path for path, entry in ADDRESSES.items() if not entry.name]
    assert not nameless, f"give these a name in their urls.py: {nameless}"
    missing = [
        f'    "{entry.name}": Opens(<who>{", {" if entry.pattern.converters else ""}'
        + ", ".join(f'"{argument}": "<row of World>"' for argument in entry.pattern.converters)
        + ("}" if entry.pattern.converters else "")
        + f"),  # {path}"
        for path, entry in ADDRESSES.items()
        if entry.name not in DOORS
    ]
    assert not missing, "add to DOORS in tests/architecture/doors.py:\n" + "\n".join(missing)
    gone = sorted(set(DOORS) - set(BY_NAME))
    assert not gone, f"no address has these names any more; take them out of DOORS: {gone}"


def test_every_view_says_whom_it_opens_to():
    silent = [path for path, entry in ADDRESSES.items() if getattr(entry.callback, "door", None) is None]
    assert not silent, f"put @door(…) on the views of: {silent}"


def only_its_own_come_in(world: World, opens: Opens, address: str, method: str) -> None:
    post = opens.post(world) if method == "POST" else {}
    answers = {role: ask(world, role, address, method, post) for role in ROLES}
    entered = {role for role, answer in answers.items() if not is_closed(*answer)}
    assert entered == opens.to, (
        f"{method} {address} opens to {sorted(entered)}, not to {sorted(opens.to)}: {answers}"
    )


@pytest.mark.parametrize("name", sorted(DOORS))
def test_it_opens_to_its_own_and_to_nobody_else(name):
    opens, world = DOORS[name], World()
    for method in methods_of(name):
        only_its_own_come_in(world, opens, reverse(name, kwargs=opens.arguments(world)), method)


@pytest.mark.parametrize("name", sorted(name for name, opens in DOORS.items() if opens.ids))
def test_a_row_of_another_community_is_not_there(name):
    opens, home, away = DOORS[name], World(), World("Away", is_sample=False)
    address = reverse(name, kwargs=opens.arguments(away))
    for method, role in product(methods_of(name), ROLES):
        status, led_to = ask(home, role, address, method, opens.post(away) if method == "POST" else {})
        as_expected = status == 404 if role in opens.to else is_closed(status, led_to)
        assert as_expected, f"{role} {method} {name}: {status} {led_to}"
    nowhere = reverse(name, kwargs={**dict.fromkeys(opens.ids, 999_999_999), **opens.fixed})
    for method in methods_of(name):
        assert ask(home, min(opens.to), nowhere, method, {})[0] == 404


@pytest.mark.parametrize("name", ["meeting_new", "decision_new", "rate_new"])
def test_a_form_takes_no_row_of_another_community(name):
    opens, home, away = DOORS[name], World(), World("Away")
    for role in opens.to:
        done, _led_to = ask(home, role, reverse(name), "POST", opens.post(home))
        assert done == 302, "the form itself is right"
        refused, _led_to = ask(home, role, reverse(name), "POST", opens.post(away))
        assert refused in (200, 400)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_names_anything_of_another_community(role):
    home, away = World(), World("Elsewhere", is_sample=False)
    away.furnish()
    home.furnish()
    seen = ""
    for name, opens in DOORS.items():
        if "GET" in methods_of(name) and role in opens.to and not opens.keys:
            page = home.browsers[role].get(reverse(name, kwargs=opens.arguments(home)))
            assert "Elsewhere" not in page.text, f"{role} {name}"
            seen += page.text
    if role == "coordinator":
        for ours in ("child", "van", "chairs", "family", "item", "clinic"):
            assert f"Maple {ours}" in seen, "the pages do show what is ours"


def test_every_press_of_a_board_is_known_here():
    missing = sorted(set(dict(registry.board_actions.items())) - set(PRESSES))
    assert not missing, f"add to PRESSES in tests/architecture/doors.py: {missing}"


@pytest.mark.parametrize("action", sorted(PRESSES))
def test_a_press_counts_from_its_own_and_from_nobody_else(action):
    opens, world = PRESSES[action], World()
    address = reverse("meeting_board_do", kwargs={"pk": world.meeting.pk, "action": action})
    only_its_own_come_in(world, opens, address, "POST")


@pytest.mark.parametrize("action", sorted(PRESSES))
def test_a_press_moves_no_row_of_another_community(action):
    opens, home, away = PRESSES[action], World(), World("Away")
    post = opens.post(away)
    for meeting in (home.meeting, away.meeting) if post else (away.meeting,):
        address = reverse("meeting_board_do", kwargs={"pk": meeting.pk, "action": action})
        for role in opens.to:
            status, led_to = ask(home, role, address, "POST", post)
            assert 400 <= status < 500, f"{role} {action} with a row from elsewhere: {status} {led_to}"


def routes_of_sockets() -> list[str]:
    inner = websocket
    while not hasattr(inner, "routes"):
        inner = getattr(inner, "application", None) or inner.inner
    return [str(route.pattern) for route in inner.routes]


def test_every_socket_is_known_here():
    assert routes_of_sockets() == SOCKETS, "add the socket to SOCKETS, and to the test below"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("claimed", ["", "facilitator", "projector", "member"])
def test_no_socket_follows_a_board_of_another_community(role, claimed):
    home, away = World(), World("Away")
    cookies = {
        key: morsel.value
        for key, morsel in home.browsers[role].cookies.items()
        if key == settings.SESSION_COOKIE_NAME
    }
    assert enter_by_session(away.live_board.pk, claimed=claimed, cookies=cookies) is None
    page = ask(home, role, reverse("meeting_board", args=[home.meeting.pk]), "GET", {})
    entered = enter_by_session(home.live_board.pk, claimed="", cookies=cookies)
    assert (entered is None) == is_closed(*page), "a socket and its page open to the same people"
    if claimed in ("facilitator", "projector"):
        entered = enter_by_session(home.live_board.pk, claimed=claimed, cookies=cookies)
        may = role in DOORS["meeting_console" if claimed == "facilitator" else "meeting_projector"].to
        assert (entered is not None and entered[1].role == claimed) == may


def test_the_table_names_each_role():
    assert set(ROLES) == EVERYONE | {"half"}
    assert all(isinstance(opens, Opens) for opens in DOORS.values())
