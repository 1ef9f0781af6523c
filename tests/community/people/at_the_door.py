"""What staff type at the door."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "correct horse battery"
LOGIN, TOTP, SET_UP = "/accounts/login/", "/accounts/2fa/authenticate/", "/accounts/2fa/totp/activate/"
STAFF_PAGE = "/people/"


def code_of(secret: str, ago: int = 0) -> str:
    """What the app shows now, or showed ``ago`` steps of 30 seconds before."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago))


def type_password(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"login": email, "password": password, **more}, follow=True)
