"""The only door to Twilio, and the two back ends that stand in for it where no text may leave."""

import sys
import uuid
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest

if TYPE_CHECKING:
    from twilio.rest import Client

# Seconds to wait for Twilio's REST API; the job cluster gives a job 60.
TIMEOUT = 10
_API = "https://api.twilio.com"


class Receipt(NamedTuple):
    """What became of a text when it was handed over; ``status`` is one of Twilio's words."""

    sid: str
    status: str


class NotSent(Exception):
    """The text did not leave, for certain. ``code`` is Twilio's error code, or None."""

    def __init__(self, code: int | None = None) -> None:
        super().__init__(f"not sent: {code}")
        self.code = code


class Later(NotSent):
    """The text did not leave, and may well do so in a while: Twilio was out of reach or too busy."""


class NotKnown(Exception):
    """Nobody can say whether the text left: the line broke after it was handed over."""


def send(*, to: str, sender: str, body: str, callback: str) -> Receipt:
    """Hand one text over. Raises NotSent, Later or NotKnown.

    ``callback``: the full address for news of it, or "" for none.
    """
    return {"twilio": _twilio, "console": _console, "simulator": _simulator}[settings.SMS_BACKEND](
        to=to, from_=sender, body=body, **({"status_callback": callback} if callback else {})
    )


def _twilio(**text: str) -> Receipt:
    from requests import exceptions
    from twilio.base.exceptions import TwilioException, TwilioRestException
    from urllib3.exceptions import NewConnectionError

    try:
        sent = _client(settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN).messages.create(**text)
    except TwilioRestException as error:
        if error.status == 429:
            raise Later(error.code) from error
        if error.status >= 500:
            raise NotKnown from error
        raise NotSent(error.code) from error
    except exceptions.ConnectTimeout as error:
        raise Later from error
    except exceptions.ConnectionError as error:
        never_reached = isinstance(getattr(error.args[0], "reason", None), NewConnectionError)
        raise (Later if never_reached else NotKnown) from error
    except (exceptions.RequestException, TwilioException, ValueError) as error:
        raise NotKnown from error
    return Receipt(sent.sid, sent.status)


@cache
def _client(account: str, token: str) -> "Client":
    """One client a process: it keeps its connections."""
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    class Rebased(TwilioHttpClient):
        """Talks to TWILIO_API_URL where Twilio's library says api.twilio.com."""

        def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
            return super().request(method, url.replace(_API, settings.TWILIO_API_URL, 1), *args, **kwargs)

    return Client(account, token, http_client=Rebased(timeout=TIMEOUT))


def _console(**text: str) -> Receipt:
    sys.stdout.write(f"Text to {text['to']}: {text['body']}\n")
    return Receipt(made_up_sid(), "sent")


def _simulator(**text: str) -> Receipt:
    """The phones of the simulator read our own tables, so a text has arrived as soon as it is sent."""
    return Receipt(made_up_sid(), "delivered")


def made_up_sid() -> str:
    """A MessageSid of the right shape for texts that never see Twilio."""
    return f"SM{uuid.uuid4().hex}"


def signed_addresses(request: HttpRequest) -> set[str]:
    """What Twilio may have signed for ``request``: our address as the outside knows it, or as it was asked.

    Both are ours (ALLOWED_HOSTS holds the second), and the signature needs the token either way.
    """
    return {(settings.PUBLIC_URL or "") + request.get_full_path(), request.build_absolute_uri()}


def signature_is_right(request: HttpRequest) -> bool:
    """Whether the X-Twilio-Signature of ``request`` fits its address and its POST fields."""
    from twilio.request_validator import RequestValidator

    signature = request.headers.get("X-Twilio-Signature", "")
    validator = RequestValidator(settings.TWILIO_AUTH_TOKEN)
    return any(validator.validate(address, request.POST, signature) for address in signed_addresses(request))


def sign_for_simulator(address: str, fields: dict[str, str]) -> str:
    """The signature that Twilio would put on ``fields`` posted to ``address``."""
    from twilio.request_validator import RequestValidator

    return RequestValidator(settings.TWILIO_AUTH_TOKEN).compute_signature(address, fields)
