"""Log lines hold nothing that opens a door."""

import logging
import re
from typing import Any

# Signed links, their sockets, and links for a new password: whoever has the address is let in.
_KEYS = re.compile(r"(/l/|/password/reset/key/)[^/\s]+")


class HideKeys(logging.Filter):
    """Strikes the keys out of addresses, in every record that passes."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _hide(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_hide(arg) for arg in record.args)
        return True


def _hide(said: Any) -> Any:
    return _KEYS.sub(r"\1…", said) if isinstance(said, str) else said
