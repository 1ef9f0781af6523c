"""The only door to Twilio, and the two back ends that stand in for it where no text may leave."""

import logging
import sys
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpRequest

from community.messaging import rules, wire

if TYPE_CHECKING:
    from twilio.rest import Client
    from twilio.rest.api.v2010.account.message import MessageList

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


class Shut(Later):
    """Twilio takes nothing from us now: the token is wrong, or the account is suspended."""


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
    from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
    from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ProxyError

    try:
        sent = _messages().create(**text)
    except (TwilioRestException, TwilioServiceException) as error:
        raise _refusal(error.status, error.code) from error
    except (ConnectTimeoutError, NewConnectionError) as error:
        raise Later from error
    except ProxyError as error:
        never_reached = isinstance(error.original_error, NewConnectionError)
        raise (Later if never_reached else NotKnown) from error
    except (HTTPError, TwilioException, ValueError) as error:
        raise NotKnown from error
    return Receipt(sent.sid, sent.status)


def _refusal(status: int, code: int | None) -> NotSent | NotKnown:
    """What an answer other than "taken" means."""
    if status >= 500:
        return NotKnown()
    if status == 401 or code in rules.ACCOUNT_SHUT:
        return Shut(code)
    return Later(code) if status == 429 or code in rules.MAY_PASS else NotSent(code)


class Listed(NamedTuple):
    """One message of Twilio's own list. ``created`` is to the second; ``status`` is Twilio's word."""

    sid: str
    to: str
    sender: str
    body: str
    status: str
    error_code: int | None
    created: datetime
    pictures: int
    is_inbound: bool


class NotListed(Exception):
    """Twilio's list could not be read to its end."""


def list_messages(*, to: str = "", sender: str = "", since: datetime | None = None) -> list[Listed]:
    """Every message of Twilio's list to ``to`` and from ``sender``, sent since then (aware); newest first.

    The whole list or none: raises NotListed. Without ``since`` it also holds those that Twilio has not
    sent yet. Empty for back ends that keep no list.
    """
    if settings.SMS_BACKEND != "twilio":
        return []
    from twilio.base.exceptions import TwilioException
    from urllib3.exceptions import HTTPError

    wanted: dict[str, Any] = {"to": to, "from_": sender}
    if since is not None:
        wanted["date_sent_after"] = since.astimezone(UTC)
    asked = {name: value for name, value in wanted.items() if value}
    try:
        return [
            Listed(
                sid=text.sid,
                to=text.to or "",
                sender=text.from_ or "",
                body=text.body or "",
                status=text.status or "",
                error_code=text.error_code,
                created=text.date_created,
                pictures=int(text.num_media or 0),
                is_inbound=text.direction == "inbound",
            )
            for text in _messages().stream(**asked, page_size=1000)
        ]
    except (HTTPError, TwilioException, ValueError) as error:
        raise NotListed from error


def _messages() -> "MessageList":
    return _client(settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN).messages


@cache
def _client(account: str, token: str) -> "Client":
    """One client a process: it keeps its connections."""
    from twilio.http import HttpClient
    from twilio.http.response import Response
    from twilio.rest import Client

    class Lean(HttpClient):
        """Talks to TWILIO_API_URL where Twilio's library says api.twilio.com, and logs nothing."""

        def request(self, method: str, uri: str, **kwargs: Any) -> Response:
            address = uri.replace(_API, settings.TWILIO_API_URL, 1)
            asked = {name: kwargs.get(name) for name in ("params", "data", "headers", "auth")}
            return Response(*wire.ask(method, address, **asked, timeout=kwargs.get("timeout") or TIMEOUT))

    return Client(account, token, http_client=Lean(logging.getLogger(__name__), is_async=False))


def _console(**text: str) -> Receipt:
    sys.stdout.write(f"Text to {text['to']}: {text['body']}\n")
    return Receipt(made_up_sid(), "sent")


def _simulator(**text: str) -> Receipt:
    """The phones of the simulator read our own tables, so a text has arrived as soon as it is sent."""
    return Receipt(made_up_sid(), "delivered")


def made_up_sid(kind: str = "SM") -> str:
    """A MessageSid of the right shape for texts that never see Twilio; with "CA" a CallSid."""
    return f"{kind}{uuid.uuid4().hex}"


def signed_addresses(request: HttpRequest) -> Iterator[str]:
    """What Twilio may have signed for ``request``: our address as the outside knows it, or as it was asked.

    Both are ours (ALLOWED_HOSTS holds the second), and the signature needs the token either way.
    """
    if settings.PUBLIC_URL:
        yield settings.PUBLIC_URL + request.get_full_path()
    yield request.build_absolute_uri()


def signature_is_right(request: HttpRequest) -> bool:
    """Whether the X-Twilio-Signature of ``request`` fits its address and its POST fields."""
    from twilio.request_validator import RequestValidator, compare

    signature = request.headers.get("X-Twilio-Signature", "")
    validator = RequestValidator(settings.TWILIO_AUTH_TOKEN)
    return any(
        # Nearly always it is the address as it stands; ``validate`` tries it with a port and without one.
        compare(validator.compute_signature(address, request.POST), signature)
        or validator.validate(address, request.POST, signature)
        for address in signed_addresses(request)
    )


def sign_for_simulator(address: str, fields: dict[str, str]) -> str:
    """The signature that Twilio would put on ``fields`` posted to ``address``."""
    from twilio.request_validator import RequestValidator

    return RequestValidator(settings.TWILIO_AUTH_TOKEN).compute_signature(address, fields)


# The voices that Twilio reads with (https://www.twilio.com/docs/voice/twiml/say/text-speech), all of Amazon
# Polly's (https://docs.aws.amazon.com/polly/latest/dg/available-voices.html). Neither has one for Haitian
# Creole. A French one comes nearest: most of its sounds are there, and ``ou``, ``ch``, ``an``, ``on`` and
# ``è`` are written alike in both; but the accent is wrong, a bare ``e`` comes out mute, and a speaker has to
# hear it before real use. An English voice would not be understood at all; and 9 leads to a person.
_VOICES = {
    "en": ("Polly.Joanna-Neural", "en-US"),
    "es": ("Polly.Lupe-Neural", "es-US"),
    "ht": ("Polly.Lea-Neural", "fr-FR"),
}
# Seconds without a key before the caller counts as silent, and after the last key of a number.
_PATIENCE = 8


def spoken(sentences: Sequence[tuple[str, str]], *, answers_to: str = "", keys: int = 1) -> str:
    """TwiML that reads ``sentences``, each (language, words), aloud, one after the other.

    With ``answers_to``, a path of ours, it waits for a number of at most ``keys`` digits (the pound key ends
    a shorter one) and posts it there, also when none came; without it, it hangs up.
    """
    from twilio.twiml.voice_response import Gather, VoiceResponse

    response = VoiceResponse()
    heard = response
    if answers_to:
        heard = Gather(
            input="dtmf",
            action=answers_to,
            method="POST",
            timeout=_PATIENCE,
            num_digits=keys,
            finish_on_key="#",
            action_on_empty_result=True,
        )
        response.append(heard)
    for language, words in sentences:
        voice, locale = _VOICES[language]
        heard.say(words, voice=voice, language=locale)
    if not answers_to:
        response.hangup()
    return str(response)


class Heard(NamedTuple):
    """What somebody hears: the words, and where what they press goes ("": the call is over)."""

    words: list[str]
    goes_to: str
    keys: int


def heard(twiml: str) -> Heard:
    """What the TwiML of ``spoken`` says, for the simulator's phones."""
    response = ElementTree.fromstring(twiml)  # noqa: S314  our own
    gather = response.find("Gather")
    asked = gather.attrib if gather is not None else {}
    words = [say.text or "" for say in response.iter("Say")]
    return Heard(words, asked.get("action", ""), int(asked.get("numDigits", "1")))


def call(*, to: str, sender: str, script: str) -> None:
    """Call ``to``; whoever answers hears the TwiML at the address ``script``. Raises NotSent.

    It is tried once: a call that may have rung already must not ring again.
    """
    if settings.SMS_BACKEND != "twilio":
        return
    from requests.exceptions import RequestException
    from twilio.base.exceptions import TwilioException, TwilioRestException
    from urllib3.exceptions import HTTPError

    calls = _client(settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN).calls
    try:
        calls.create(to=to, from_=sender, url=script, method="POST")
    except TwilioRestException as error:
        raise NotSent(error.code) from error
    except (RequestException, HTTPError, TwilioException, ValueError) as error:
        raise NotSent from error
