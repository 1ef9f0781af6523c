"""Log lines hold nothing that opens a door, and nobody's phone, e-mail or row."""

import logging
import re
from typing import Any

# Signed links, their sockets, and links for a new password: whoever has the address is let in.
_KEYS = re.compile(r"(/l/|/password/reset/key/)[^/\s]+")
# What faults say of people: a server that refuses a mail names its reader, PostgreSQL quotes the whole row.
_PEOPLE = (
    (re.compile(r"\+[1-9][0-9]{6,14}\b"), "+…"),
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "…@…"),
    (re.compile(r"(DETAIL: ).*?(?=\n\n|\n[A-Z]+: |\nTraceback|\Z)", re.DOTALL), r"\1…"),
)


class Discreet(logging.Formatter):
    """Strikes all of that out of the finished line, the traceback below it too."""

    def format(self, record: logging.LogRecord) -> str:
        line = _hide(super().format(record))
        for pattern, left in _PEOPLE:
            line = pattern.sub(left, line)
        return line


class HideKeys(logging.Filter):
    """Strikes the keys out of addresses, in every record that passes, for handlers that are not ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _hide(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_hide(arg) for arg in record.args)
        return True


def _hide(said: Any) -> Any:
    return _KEYS.sub(r"\1…", said) if isinstance(said, str) else said
