"""Every address, every role, two communities: what is another community's is not there."""

import re
from itertools import product

import pytest
from django.conf import settings
from django.urls import reverse
from django.urls.converters import IntConverter

from community.live.entry import enter_by_session
from community.live.routing import websocket
from community.models import Person
from tests.architecture.asked import ASKED, SOCKETS
from tests.architecture.asking import (
    ADDRESSES,
    BY_NAME,
    ELSEWHERE,
    ask,
    is_closed,
    methods_of,
    only_its_own_come_in,
)
from tests.architecture.doors import DOORS
from tests.architecture.opens import Opens, nothing
from tests.architecture.reading import APPS, sources
from tests.architecture.world import EVERYONE, ROLES

pytestmark = pytest.mark.django_db


def test_every_address_is_known_here_and_has_a_name():
    nameless = [path for path, entry in ADDRESSES if not entry.name]
    assert not nameless, f"give these a name in their urls.py: {nameless}"
    missing = [
        f'    "{entry.name}": Opens(<who>{", {" if entry.pattern.converters else ""}'
        + ", ".join(f'"{argument}": "<row of World>"' for argument in entry.pattern.converters)
        + ("}" if entry.pattern.converters else "")
        + f"),  # {path}"
        for path, entry in ADDRESSES
        if entry.name not in DOORS
    ]
    assert not missing, "add to DOORS in tests/architecture/doors.py:\n" + "\n".join(missing)
    gone = sorted(set(DOORS) - set(BY_NAME))
    assert not gone, f"no address has these names any more; take them out of DOORS: {gone}"


def test_no_two_addresses_share_a_name():
    paths = [f"{entry.name}: {path}" for path, entry in ADDRESSES if entry is not BY_NAME[entry.name]]
    assert not paths, f"only one address of a name is walked; give these another: {paths}"


def test_every_number_in_an_address_is_the_key_of_a_row():
    fixed = [
        f"{path}: {argument}"
        for path, entry in ADDRESSES
        for argument, converter in entry.pattern.converters.items()
        if isinstance(converter, IntConverter) and argument not in DOORS[entry.name].ids
    ]
    assert not fixed, f"put a row of World into the ids of these in DOORS: {fixed}"


def test_every_question_behind_an_address_is_known_here():
    reading = [path.read_text() for path in sources(*APPS)]
    names = [name for text in reading for name in re.findall(r'request\.GET\.get\("(\w+)"', text)]
    assert len(names) == sum(text.count("request.GET") for text in reading), 'read it as request.GET.get("…")'
    missing = sorted(set(names) - set(ASKED))
    assert not missing, f"add to ASKED in tests/architecture/asked.py: {missing}"


def test_every_view_says_whom_it_opens_to():
    silent = [path for path, entry in ADDRESSES if getattr(entry.callback, "door", None) is None]
    assert not silent, f"put @door(…) on the views of: {silent}"


@pytest.mark.parametrize("name", sorted(DOORS))
def test_it_opens_to_its_own_and_to_nobody_else(name, home):
    opens = DOORS[name]
    for method in methods_of(name):
        only_its_own_come_in(home, opens, reverse(name, kwargs=opens.arguments(home)), method)


@pytest.mark.parametrize("name", sorted(name for name, opens in DOORS.items() if opens.ids))
def test_a_row_of_another_community_is_not_there(name, home, away):
    opens = DOORS[name]
    address = reverse(name, kwargs=opens.arguments(away))
    # To all others its door is closed already, whatever row it names.
    for method, role in product(methods_of(name), sorted(opens.to)):
        status, led_to = ask(home, role, address, method, opens.post(away) if method == "POST" else {})
        assert status == 404, f"{role} {method} {name}: {status} {led_to}"
    nowhere = reverse(name, kwargs={**dict.fromkeys(opens.ids, 999_999_999), **opens.fixed})
    for method in methods_of(name):
        assert ask(home, min(opens.to), nowhere, method, {})[0] == 404


@pytest.mark.parametrize("name", sorted(name for name, opens in DOORS.items() if opens.post is not nothing))
def test_a_form_takes_no_row_of_another_community(name, home, sample):
    opens, foreign = DOORS[name], DOORS[name].post(sample)
    address = reverse(name, kwargs=opens.arguments(home))
    for role in opens.to:
        done, _led_to = ask(home, role, address, "POST", opens.post(home))
        assert done == 302, "the form itself is right"
        if foreign != opens.post(home):
            refused, _led_to = ask(home, role, address, "POST", foreign)
            assert refused in (200, 400)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_names_anything_of_another_community(role, home, away):
    # A phone may be known in both.
    Person.objects.filter(pk=away.family.pk).update(phone=home.family.phone)
    away.furnish()
    home.furnish()
    of_away = {name: row(away) for name, row in ASKED.items() if row}
    seen = ""
    for name, opens in DOORS.items():
        if "GET" in methods_of(name) and role in opens.to and not opens.keys:
            address = reverse(name, kwargs=opens.arguments(home))
            answer = home.browsers[role].get(address)
            answers = [answer]
            if "GET" in vars(answer.wsgi_request):  # else nobody has looked at what was asked
                answers.append(home.browsers[role].get(address, of_away))
            for answer in answers:
                # A file's bytes are no letters; what can be read of it is.
                page = answer.content.decode(errors="replace")
                assert ELSEWHERE not in page, f"{role} {name} {answer.wsgi_request.GET}"
                seen += page
    if role == "coordinator":
        for ours in ("child", "van", "chairs", "family", "item", "clinic"):
            assert f"Maple {ours}" in seen, "the pages do show what is ours"


def routes_of_sockets() -> list[str]:
    inner = websocket
    while not hasattr(inner, "routes"):
        inner = getattr(inner, "application", None) or inner.inner
    return [str(route.pattern) for route in inner.routes]


def test_every_socket_is_known_here():
    assert routes_of_sockets() == SOCKETS, "add the socket to SOCKETS, and to the test below"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("claimed", ["", "facilitator", "projector", "member"])
def test_no_socket_follows_a_board_of_another_community(role, claimed, home, sample):
    cookies = {
        key: morsel.value
        for key, morsel in home.browsers[role].cookies.items()
        if key == settings.SESSION_COOKIE_NAME
    }
    assert enter_by_session(sample.live_board.pk, claimed=claimed, cookies=cookies) is None
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
