"""A small browser without JavaScript: it follows links, fills forms, and signs in like a person."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import requests
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time


class _Forms(HTMLParser):
    """The forms of a page: where each posts to, and what its hidden fields hold."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self.forms.append({"id": values.get("id"), "action": values.get("action") or "", "fields": {}})
        elif tag == "input" and self.forms and values.get("type") in ("hidden", None, "text", "number"):
            self.forms[-1]["fields"][values.get("name")] = values.get("value") or ""


class Browser:
    """One visitor's session."""

    def __init__(self, address: str, *, language: str = "en") -> None:
        self.address = address
        self.http = requests.Session()
        self.http.headers["Accept-Language"] = language
        self.page = requests.Response()

    def get(self, path: str, *, status: int = 200) -> str:
        """Open a page and return its text; any other status than ``status`` is a failure."""
        self.page = self.http.get(urljoin(self.address, path), timeout=30)
        assert self.page.status_code == status, (path, self.page.status_code, self.page.text[:2000])
        return self.page.text

    def post(self, path: str, *, status: int = 200, **fields: Any) -> str:
        """Post ``fields`` with this session's CSRF token, and follow where it leads."""
        url = urljoin(self.page.url or self.address, path)
        data = {"csrfmiddlewaretoken": self.http.cookies.get("csrftoken", ""), **fields}
        self.page = self.http.post(url, data=data, headers={"Referer": url}, timeout=30)
        assert self.page.status_code == status, (path, self.page.status_code, self.page.text[:2000])
        return self.page.text

    def submit(self, match: str, *, status: int = 200, **fields: Any) -> str:
        """Fill and send the form of the open page whose action (or id) matches ``match``."""
        found = _Forms()
        found.feed(self.page.text)
        form = next(
            form for form in found.forms if match == form["id"] or re.search(match, self._leads(form))
        )
        return self.post(self._leads(form), status=status, **{**form["fields"], **fields})

    def _leads(self, form: dict[str, Any]) -> str:
        """Where ``form`` posts to."""
        return urljoin(self.page.url, form["action"])

    def cookies(self) -> str:
        """The session, for a WebSocket's handshake."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.http.cookies)

    def sign_in(self, person: dict[str, Any]) -> None:
        """By e-mail, password and second factor."""
        self.get("/accounts/login/")
        self.submit("login", login=person["email"], password=person["password"])
        counter = next(iter(yield_hotp_counters_from_time()))
        self.submit("2fa/authenticate", code=format_hotp_value(hotp_value(person["totp_secret"], counter)))


def visitor(house: Any, person: dict[str, Any]) -> Browser:
    """The browser in which ``person`` is signed in. Once each: a code of a second factor serves one time."""
    if person["email"] not in house.visitors:
        browser = Browser(house.address)
        browser.sign_in(person)
        house.visitors[person["email"]] = browser
    return house.visitors[person["email"]]
