"""What runs inside a measurement of sends: texts to send, and the ways to send them. Prints seconds.

``python -m bench.sending loop 500``: a bare loop of Twilio's stock client.
``python -m bench.sending ours 500``: as many texts through Stoop's queue, in this one process.
``python -m bench.sending people 500``: makes as many people who have agreed to texts.
``python -m bench.sending many 500``: a message to all of them, as a facilitator sends it.
``python -m bench.sending jobs 500``: as many texts, one job each, as one would write it first.
The last two leave the rest to the job cluster, and print when they began, by the machine's own clock.
"""

import itertools
import json
import sys
import time
from datetime import date
from datetime import time as hour
from functools import cache
from typing import Any

import django

django.setup()

from django.conf import settings
from django.db import transaction

from community.broadcasts.audience import Filters
from community.broadcasts.services import compose, review_words, send_broadcast
from community.core import jobs
from community.messaging.services import send_waiting
from community.models import Broadcast, Community, Consent, Message, Person, StaffRole, Thread

NUMBER = "+17185550100"
WORDS = "Maple Street: board meeting Thu Nov 26, 6 pm, 444 Thomas Boyland St. Can you come? 1 yes 2 no"
WORDS_FOR_MANY = "{community}: hello {first_name}, the board meets on Thursday at 6, 444 Thomas Boyland St."


@cache
def stock_client() -> Any:
    """Twilio's own client, which talks to the stand-in and is otherwise as it comes."""
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    class Rebased(TwilioHttpClient):
        def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
            here = url.replace("https://api.twilio.com", settings.TWILIO_API_URL, 1)
            return super().request(method, here, *args, **kwargs)

    return Client(settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, http_client=Rebased())


def the_community() -> Community:
    """Texts leave at any hour there, and one person may send to all."""
    free = {"texts_from": hour(0), "texts_until": hour(23, 59, 59, 999999), "approve_above": 100_000}
    community, _made = Community.objects.get_or_create(
        slug="maple", defaults={"name": "Maple Street", "number": NUMBER, **free}
    )
    return community


def wait_in_line(size: int, state: str = "queued") -> list[Message]:
    """So many texts, each to another phone, that may leave at any hour."""
    community = the_community()
    taken = Thread.objects.count()
    phones = (f"+1347{number:07d}" for number in itertools.count(2000000 + taken))
    threads = Thread.objects.bulk_create(
        Thread(community=community, phone=phone) for phone, _n in zip(phones, range(size), strict=False)
    )
    return Message.objects.bulk_create(
        Message(thread=thread, direction="out", state=state, body=WORDS, is_reply=True) for thread in threads
    )


def loop(size: int) -> float:
    client = stock_client()
    client.messages.create(to="+13470000000", from_=NUMBER, body=WORDS)
    began = time.perf_counter()
    for number in range(size):
        client.messages.create(to=f"+1347{number:07d}", from_=NUMBER, body=WORDS)
    return time.perf_counter() - began


def ours(size: int) -> float:
    wait_in_line(1)
    send_waiting()
    wait_in_line(size)
    began = time.perf_counter()
    while Message.objects.filter(state="queued").exists():
        send_waiting()
    return time.perf_counter() - began


@transaction.atomic
def people(size: int) -> int:
    """People of a community that may text at any hour, and its facilitator."""
    home = the_community()
    luis = Person.objects.create(community=home, display_name="Luis Herrera")
    StaffRole.objects.create(person=luis, role="facilitator", since=date(2025, 1, 1))
    made = Person.objects.bulk_create(
        Person(community=home, display_name=f"Rosa {n}", phone=f"+1917{2000000 + n}") for n in range(size)
    )
    consent = {"purpose": "texts", "wording": "I agree to texts.", "language": "en", "channel": "paper"}
    Consent.objects.bulk_create(Consent(person=person, **consent) for person in made)
    return size


def many(size: int) -> float:
    """Written and reviewed beforehand; what is timed begins with the press of "Send"."""
    luis = Person.objects.get(display_name="Luis Herrera")
    name, words = f"Meeting {Broadcast.objects.count()}", {"en": WORDS_FOR_MANY}
    broadcast = compose(luis.community, name=name, texts=words, filters=Filters(roles=("family",)), by=luis)
    review_words(broadcast, language="en", by=luis)
    began = time.monotonic()
    send_broadcast(broadcast, by=luis)
    assert broadcast.state == Broadcast.State.SENDING
    assert broadcast.recipients.filter(left_out="").count() == size
    return began


def one_by_one(size: int) -> float:
    began = time.monotonic()
    with transaction.atomic():
        for message in wait_in_line(size, "sending"):  # so that Stoop's own jobs leave it alone
            jobs.enqueue("bench.sending.send_one", message.pk)
    return began


def send_one(message_id: int) -> None:
    """The job that one would write first."""
    message = Message.objects.select_related("thread__community").get(pk=message_id)
    sent = stock_client().messages.create(
        to=message.thread.phone, from_=message.thread.community.number, body=message.body
    )
    message.sid, message.state = sent.sid, "sent"
    message.save()


if __name__ == "__main__":
    way = {"loop": loop, "ours": ours, "people": people, "many": many, "jobs": one_by_one}[sys.argv[1]]
    print(json.dumps(way(int(sys.argv[2]))))
