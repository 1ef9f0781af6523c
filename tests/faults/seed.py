"""What a fault test begins with, in an empty database. Prints what the test needs to know.

``python -m tests.faults.seed vote 150``: a meeting of so many phones with an open vote, asked by text, and
as many other phones.
``python -m tests.faults.seed queue 100``: so many texts, each to another phone, that wait to be sent.
"""

import json
import sys
from datetime import date, timedelta

import django

django.setup()

from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ

from advisory.decisions.models import Option
from advisory.decisions.services import HANDLER, draft_decision, open_decision
from community.core import jobs
from community.meetings.services import open_meeting, plan_meeting
from community.messaging.services.outbound import SEND_JOB
from community.models import (
    Community,
    Group,
    Membership,
    Message,
    Person,
    ReplyChoice,
    ReplyExpectation,
    StaffRole,
    Thread,
)

SINCE = date(2025, 1, 1)


def found() -> Community:
    return Community.objects.create(
        name="Maple Street", slug="maple", number="+17185550100", languages=["en", "es", "ht"]
    )


def phone(number: int) -> str:
    return f"+1347{5550000 + number}"


@transaction.atomic
def vote(size: int) -> dict:
    """The question has reached every phone."""
    community = found()
    group = Group.objects.create(
        community=community, name="Family Advisory Board", code="FAB", kind=Group.Kind.ADVISORY_BOARD
    )
    charlie = Person.objects.create(community=community, display_name="Charlie")
    StaffRole.objects.create(person=charlie, role="facilitator", since=SINCE)
    people = Person.objects.bulk_create(
        Person(community=community, display_name=f"Rosa {n}", phone=phone(n)) for n in range(2 * size)
    )
    Membership.objects.bulk_create(
        Membership(group=group, person=person, since=SINCE) for person in people[:size]
    )
    now = timezone.now()
    meeting = plan_meeting(
        group, number=31, starts_at=now, ends_at=now + timedelta(hours=2), place="The library", by=charlie
    )
    open_meeting(meeting, by=charlie)
    decision = draft_decision(
        group, title="Saturday hours at the library", method="majority", meeting=meeting, by=charlie
    )
    open_decision(decision, by=charlie)
    asked(decision.pk, people[:size])
    OrmQ.objects.all().delete()
    return {
        "number": community.number,
        "voters": [person.phone for person in people[:size]],
        "others": [person.phone for person in people[size:]],
    }


def asked(decision_id: int, voters: list[Person]) -> None:
    """What ``ask_the_roll`` leaves on each phone, in a few statements; the texts themselves are long read."""
    threads = Thread.objects.bulk_create(
        Thread(community=person.community, phone=person.phone) for person in voters
    )
    questions = ReplyExpectation.objects.bulk_create(
        ReplyExpectation(
            thread=thread,
            person=person,
            handler=HANDLER,
            subject_id=decision_id,
            expires_at=timezone.now() + timedelta(hours=2),
        )
        for thread, person in zip(threads, voters, strict=True)
    )
    ReplyChoice.objects.bulk_create(
        ReplyChoice(expectation=question, thread=question.thread, number=number, value=value)
        for question in questions
        for number, value in enumerate(Option.values, start=1)
    )


@transaction.atomic
def queue(size: int) -> dict:
    """They are answers, so they leave at any hour; each has left its job, as ``outbound.queue`` does."""
    community = found()
    threads = Thread.objects.bulk_create(Thread(community=community, phone=phone(n)) for n in range(size))
    Message.objects.bulk_create(
        Message(thread=thread, direction="out", state="queued", body=f"Text {number}", is_reply=True)
        for number, thread in enumerate(threads)
    )
    for _text in threads:
        jobs.enqueue(SEND_JOB)
    return {"number": community.number, "phones": [thread.phone for thread in threads]}


if __name__ == "__main__":
    print(json.dumps({"vote": vote, "queue": queue}[sys.argv[1]](int(sys.argv[2]))))
