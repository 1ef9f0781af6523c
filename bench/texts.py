"""Votes by text: how many a second come through the signed webhook, beside a bare view that inserts a row.

Every text is signed as Twilio signs it and is another phone's answer to an open vote. Stoop checks the
signature, keeps the text, finds the question, keeps the vote, rings the board and queues the echo. The
bare view does one insert; it is measured under Django's own ASGI handler, and under Stoop's.
"""

import asyncio
import json
import secrets
import statistics
import time
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from bench import machine
from bench.machine import PORT
from bench.sockets import read_body

PHONES = 300
AT_ONCE = 10
ROUNDS = 5
STOOP, BARE, FAST = "Stoop: signed vote by text", "bare view, Django's handler", "bare view, Stoop's handler"
Measured = tuple[float, float]


def requests(evening: dict, token: str, path: str, digit: str) -> list[bytes]:
    """One signed POST for each phone, as the bytes of its request."""
    validator = RequestValidator(token)
    made = []
    for phone in evening["phones"]:
        fields = {
            "MessageSid": "SM" + secrets.token_hex(16),
            "AccountSid": "AC" + "0" * 32,
            "From": phone,
            "To": evening["number"],
            "Body": digit,
            "NumSegments": "1",
        }
        signature = validator.compute_signature(f"http://localhost{path}", fields)
        body = urlencode(fields).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Twilio-Signature: {signature}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return made


async def send_all(made: list[bytes]) -> Measured:
    """Send them over ``AT_ONCE`` connections: answers a second, and the 95th of a hundred in seconds."""
    waits: list[float] = []
    left = iter(made)

    async def one_connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        for request in left:
            began = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.split(b" ", 2)[1] == b"200", head.decode()
            await read_body(reader, head)
            waits.append(time.perf_counter() - began)
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(one_connection() for _connection in range(AT_ONCE)))
    rate = len(made) / (time.perf_counter() - began)
    return rate, statistics.quantiles(waits, n=20)[-1]


def measure(evening: dict, token: str, path: str) -> list[Measured]:
    """Rounds of one text a phone; the first, which warms up, is left out."""
    digits = "123"
    rounds = [requests(evening, token, path, digits[number % 3]) for number in range(ROUNDS + 1)]
    return [asyncio.run(send_all(made)) for made in rounds][1:]


def run() -> None:
    """Measure, and print one table."""
    rows: dict[str, list[Measured]] = {}
    with machine.house("texts") as environment:
        machine.stay_on_the_clients_core()
        print(f"Votes by text, {machine.describe(environment)}")
        evening = json.loads(machine.seed(environment, "bench.evening", str(PHONES)))
        machine.seed(environment, "bench.bare")
        token = environment["TWILIO_AUTH_TOKEN"]
        for name, application, path in (
            (STOOP, "community.config.asgi:application", "/sms/inbound/"),
            (BARE, "bench.bare:application", "/insert/"),
            (FAST, "bench.bare:one_hop", "/insert/"),
        ):
            with machine.daphne(environment, application):
                rows[name] = measure(evening, token, path)
        check_votes(environment)
    show(rows)


def check_votes(environment: dict[str, str]) -> None:
    """Every phone's last text must have become its vote: a fast refusal would not count."""
    votes = json.loads(machine.seed(environment, "bench.evening", "votes"))
    assert votes == {"123"[ROUNDS % 3]: PHONES}, votes


def show(rows: dict[str, list[Measured]]) -> None:
    """The table, and whether the aim was met."""
    print(f"{PHONES} phones, {AT_ONCE} texts at once, middle of {ROUNDS} rounds")
    print(f"{'':32}{'a second':>10}{'95th, ms':>10}")
    for name, measured in rows.items():
        rate, wait = (statistics.median(values) for values in zip(*measured, strict=True))
        print(f"{name:32}{rate:10.0f}{wait * 1e3:10.0f}")
    ours, bare, fast = (statistics.median(rate for rate, _wait in rows[name]) for name in (STOOP, BARE, FAST))
    slow, usual = (statistics.median(wait for _rate, wait in rows[name]) for name in (STOOP, BARE))
    print(f"Stoop takes {ours / bare:.2f} of the bare view's rate (aim: 0.5),")
    print(f"{ours / fast:.2f} of it when the bare view has Stoop's handler too;")
    print(f"its 95th of a hundred takes {slow / usual:.1f} times as long (aim: 2 at most).\n")
