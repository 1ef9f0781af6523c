"""No log line holds a key that opens a door, or says who somebody is."""

import io
import logging
from smtplib import SMTPRecipientsRefused

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string

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


FAULTS = [
    SMTPRecipientsRefused({"ana.reyes+work@mail.example.org": (550, b"no such mailbox")}),
    DatabaseError("twice\nDETAIL:  Key (community_id, phone)=(1, +13475550199) already exists."),
    DatabaseError("wrong\nDETAIL:  Failing row contains (7, Rosa\nPaul, 2025-04-30).\nCONTEXT: none"),
    ValueError(f"/l/{KEY}/ of +13475550199"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_fault_says_of_somebody_does_not_reach_the_log(fault):
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    line = settings.LOGGING["formatters"]["line"]
    handler.setFormatter(import_string(line["class"])(line["format"], style=line["style"]))
    log = logging.Logger("community")
    log.addHandler(handler)
    try:
        raise fault
    except Exception:
        log.exception("text %s failed: %s", 12, fault)
    assert type(fault).__name__ in told.getvalue()
    assert "text 12 failed" in told.getvalue()
    for personal in ("ana", "mail.example.org", "3475550199", "Rosa", "2025-04-30", KEY):
        assert personal not in told.getvalue()
