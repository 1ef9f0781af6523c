"""Twilio's webhooks: signed, tried once more when nobody answers, then brought to the fallback address.

https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides tells of the retry, and
https://www.twilio.com/docs/messaging/guides/webhook-request of the fields.
"""

from contextlib import closing
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from twilio.request_validator import RequestValidator

from tests.stand_in.log import Text

# Twilio's read timeout, in seconds.
PATIENCE = 15.0


def inbound_fields(account: str, text: Text) -> dict[str, str]:
    """What Twilio posts of a text that came in."""
    return {
        "MessageSid": text.sid,
        "SmsSid": text.sid,
        "SmsStatus": "received",
        "AccountSid": account,
        "From": text.sender,
        "To": text.to,
        "Body": text.body,
        "NumSegments": "1",
        "NumMedia": str(text.pictures),
    }


def post(address: str, fields: dict[str, str], token: str, *, signature: str | None = None) -> int:
    """Post ``fields`` and return the HTTP status. Raises OSError or HTTPException when no answer came."""
    signature = signature or RequestValidator(token).compute_signature(address, fields)
    place = urlsplit(address)
    with closing(HTTPConnection(place.netloc, timeout=PATIENCE)) as connection:
        connection.request(
            "POST",
            f"{place.path}?{place.query}" if place.query else place.path,
            urlencode(fields),
            {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature},
        )
        return connection.getresponse().status


def bring(fields: dict[str, str], token: str, webhook: str, fallback: str) -> str:
    """Post a text that came in: to ``webhook``, once more, then to ``fallback``. Returns what took it.

    "list": nothing did, so Twilio shows it in its list alone.
    """
    if is_taken(webhook, fields, token) or is_taken(webhook, fields, token):
        return "webhook"
    failed = {"ErrorCode": "11200", "ErrorUrl": webhook}
    return "fallback" if fallback and is_taken(fallback, fields | failed, token) else "list"


def is_taken(address: str, fields: dict[str, str], token: str) -> bool:
    try:
        return 200 <= post(address, fields, token) < 300
    except (OSError, HTTPException):
        return False
