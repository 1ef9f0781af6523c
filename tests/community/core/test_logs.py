"""No log line holds a key that opens a door."""

import logging

import pytest

from community.core.logs import HideKeys

KEY = "XC8H84S0SEsiig9w8ZpY5w"


def said(message, *args):
    """What the filter leaves of a log line."""
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args or None, None)
    assert HideKeys().filter(record), "the line itself is kept"
    return record.getMessage()


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (f"Gone: /l/{KEY}/", "Gone: /l/…/"),
        (f"Gone: /l/{KEY}", "Gone: /l/…"),
        (f"Conflict: /l/{KEY}/do/vote/", "Conflict: /l/…/do/vote/"),
        (f"WSCONNECT /ws/l/{KEY}/", "WSCONNECT /ws/l/…/"),
        (f"Not Found: /accounts/password/reset/key/1a-{KEY}/", "Not Found: /accounts/password/reset/key/…/"),
        ("Not Found: /language/", "Not Found: /language/"),
    ],
)
def test_keys_are_struck_out_of_the_line_and_of_what_is_put_into_it(line, left):
    assert said(line) == left
    verb, address = line.rsplit(" ", 1)
    assert said(f"{verb} %s", address) == left
    assert said("%s %s, %d", verb, address, 409) == f"{left}, 409"


@pytest.mark.django_db
def test_a_page_that_is_not_there_leaves_no_key_in_the_log(client, caplog):
    assert client.get(f"/l/{KEY}/").status_code == 404
    assert caplog.records
    assert KEY not in caplog.text
