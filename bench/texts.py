"""Votes by text: how many a second come through the signed webhook, beside a bare view that inserts a row.

Every text is signed as Twilio signs it and is another phone's answer to an open vote. Stoop checks the
signature, keeps the text, finds the question, keeps the vote, rings the board and queues the echo. The
bare view does one insert; it is measured under Django's own ASGI handler, and under Stoop's. The three
take turns, so that whatever else the machine does meanwhile slows them all.
"""

import asyncio
import json
import secrets
import statistics
import time
from contextlib import ExitStack
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from bench import machine
from bench.asking import read_body
from bench.machine import PORT

NAME, PHONES = "maple", 300
AT_ONCE = 10
ROUNDS = 9
STOOP, BARE, FAST = "Stoop: signed vote by text", "bare view, Django's handler", "bare view, Stoop's handler"
# What is measured: the application, the address that it is asked at, and its port.
SERVED = {
    STOOP: ("community.config.asgi:application", "/sms/inbound/", PORT),
    BARE: ("bench.bare:application", "/insert/", PORT + 1),
    FAST: ("bench.bare:one_hop", "/insert/", PORT + 2),
}
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


async def send_all(made: list[bytes], port: int) -> Measured:
    """Send them over ``AT_ONCE`` connections: answers a second, and the 95th of a hundred in seconds."""
    waits: list[float] = []
    left = iter(made)

    async def one_connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
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


def measure(evening: dict, token: str) -> dict[str, list[Measured]]:
    """Rounds of one text a phone to each; the first, which warms up, is left out."""
    rows: dict[str, list[Measured]] = {name: [] for name in SERVED}
    for number in range(ROUNDS + 1):
        for name, (_application, path, port) in SERVED.items():
            made = requests(evening, token, path, "123"[number % 3])
            rows[name].append(asyncio.run(send_all(made, port)))
    return {name: measured[1:] for name, measured in rows.items()}


def run() -> None:
    """Measure, and print one table."""
    with machine.house("texts") as environment, ExitStack() as servers:
        machine.stay_on_the_clients_core()
        print(f"Votes by text, {machine.describe(environment)}")
        evening = json.loads(machine.seed(environment, "bench.evening", "seed", NAME, str(PHONES), "0"))
        machine.seed(environment, "bench.bare")
        for application, _path, port in SERVED.values():
            servers.enter_context(machine.daphne(environment, application, port))
        rows = measure(evening, environment["TWILIO_AUTH_TOKEN"])
        check_votes(environment)
    show(rows)


def check_votes(environment: dict[str, str]) -> None:
    """Every phone's last text must have become its vote: a fast refusal would not count."""
    votes = json.loads(machine.seed(environment, "bench.evening", "votes", NAME))
    assert votes == {"123"[ROUNDS % 3]: PHONES}, votes


def show(rows: dict[str, list[Measured]]) -> None:
    """The table, and whether the aim was met."""
    print(f"{PHONES} phones, {AT_ONCE} texts at once, middle of {ROUNDS} rounds")
    print(f"{'':32}{'a second':>10}{'95th, ms':>10}")
    for name, measured in rows.items():
        rate, wait = (statistics.median(values) for values in zip(*measured, strict=True))
        print(f"{name:32}{rate:10.0f}{wait * 1e3:10.0f}")
    print(f"Stoop takes {_ratio(rows, STOOP, BARE, 0):.2f} of the bare view's rate (aim: 0.5),")
    print(f"{_ratio(rows, STOOP, FAST, 0):.2f} of it when the bare view has Stoop's handler too;")
    print(f"its 95th of a hundred takes {_ratio(rows, STOOP, BARE, 1):.1f} times as long (aim: 2 at most).\n")


def _ratio(rows: dict[str, list[Measured]], ours: str, theirs: str, place: int) -> float:
    """The middle one of the rounds' ratios, of rates (``place`` 0) or of waits (1)."""
    rounds = zip(rows[ours], rows[theirs], strict=True)
    return statistics.median(mine[place] / other[place] for mine, other in rounds)
