"""Asking every door, as every role."""

from collections.abc import Iterator, Mapping

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.opens import Opens
from tests.architecture.world import ROLES, World

URLS = "tests.architecture.demo_urls"
# The mark of the other World of a test; short enough to stand whole in the code of a group.
ELSEWHERE = "Faraway"
LED_AWAY = ("/accounts/login/", "/accounts/2fa/", "/accounts/reauthenticate/", "/who/")


def every_address(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each address below ``resolver``, with all of its path."""
    for entry in resolver.url_patterns:
        path = above + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from every_address(entry, path)
        else:
            yield path, entry


ADDRESSES = list(every_address(get_resolver(URLS)))
BY_NAME = {entry.name: entry for _path, entry in ADDRESSES}


def ask(world: World, role: str, address: str, method: str, sent: Mapping) -> tuple[int, str]:
    """Ask as ``role``, and undo whatever it did. Returns the status and where it led to.

    Whatever is answered, a refusal too, names nothing of the community ELSEWHERE.
    """
    with transaction.atomic():
        answer = getattr(world.browsers[role], method.lower())(address, sent or None)
        transaction.set_rollback(True)
    assert ELSEWHERE.encode() not in answer.content, f"{role} {method} {address} {sent}"
    return answer.status_code, answer.headers.get("Location", "")


def is_closed(status: int, led_to: str) -> bool:
    return status in (403, 404, 410) or (status == 302 and led_to.startswith(LED_AWAY))


def methods_of(name: str) -> list[str]:
    return [method for method in BY_NAME[name].callback.door.methods if method != "HEAD"]


def only_its_own_come_in(world: World, opens: Opens, address: str, method: str) -> None:
    post = opens.post(world) if method == "POST" else {}
    answers = {role: ask(world, role, address, method, post) for role in ROLES}
    entered = {role for role, answer in answers.items() if not is_closed(*answer)}
    assert entered == opens.to, (
        f"{method} {address} opens to {sorted(entered)}, not to {sorted(opens.to)}: {answers}"
    )
