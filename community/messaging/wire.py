"""HTTP to the carrier over connections that stay open, with little else around it."""

import base64
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

if TYPE_CHECKING:
    from urllib3 import PoolManager

# As many threads of one process may be at it at once.
CONNECTIONS = 32


class Answer(NamedTuple):
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]


def ask(
    method: str,
    url: str,
    *,
    params: Mapping[str, Any] | None,
    data: Mapping[str, Any] | None,
    headers: Mapping[str, str] | None,
    auth: tuple[str, str] | None,
    timeout: float,
) -> Answer:
    """One request, never repeated. Raises ``urllib3.exceptions.HTTPError`` when no whole answer comes."""
    if params:
        url = f"{url}{'&' if '?' in url else '?'}{urlencode(params)}"
    sent = dict(headers or {})
    if auth is not None:
        sent["Authorization"] = "Basic " + base64.b64encode(":".join(auth).encode()).decode()
    parts = urlsplit(url)
    response = _pool(parts.scheme, parts.netloc).request(
        method,
        url,
        body=urlencode(data) if data else None,
        headers=sent,
        timeout=timeout,
        retries=False,
        redirect=False,
    )
    return Answer(response.status, response.data.decode("utf-8", "replace"), response.headers)


@cache
def _pool(scheme: str, host: str) -> "PoolManager":
    """The open connections to ``host``; through the proxy that the environment names, if any."""
    from requests.certs import where
    from urllib3 import PoolManager, ProxyManager

    kept: dict[str, Any] = {"maxsize": CONNECTIONS, "ca_certs": where()}
    proxy = None if proxy_bypass(host) else getproxies().get(scheme)
    return ProxyManager(proxy, **kept) if proxy else PoolManager(**kept)
