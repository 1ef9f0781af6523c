"""Run Django's `check --deploy` under production settings; any warning fails.

The values below are made up: the check asks that each is there and of the right kind.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path

PRODUCTION = {
    "STOOP_MODE": "production",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "FIELD_KEYS": f"{secrets.token_urlsafe(32)}=",
    "BLIND_KEYS": f"{secrets.token_urlsafe(32)}=",
    "ALLOWED_HOSTS": "stoop.example.org",
    "PUBLIC_URL": "https://stoop.example.org",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "made-up",
    "EMAIL_URL": "smtp+tls://stoop:made-up@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "stoop@example.org",
}


def main() -> int:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    root = Path(__file__).resolve().parents[1]
    return subprocess.run(command, cwd=root, env={**os.environ, **PRODUCTION}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
