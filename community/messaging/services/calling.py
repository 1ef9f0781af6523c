"""Having a phone called that asked for it."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import jobs
from community.core.errors import Refused
from community.messaging import gateway
from community.messaging.models import Thread
from community.messaging.services.inbox import leave_for_staff
from community.messaging.services.outbound import reach
from community.people.models import Person
from community.people.services import make_link

LISTEN = "listen"
CALL_JOB = "community.messaging.jobs.call_phone"
# Seconds: a phone is rung no sooner again, however often the button is pressed.
CALL_EVERY = 120


@transaction.atomic
def ask_for_call(thread: Thread) -> bool:
    """Have the phone of ``thread`` called in a moment. False when it was called just now."""
    if not cache.add(f"called:{thread.pk}", True, CALL_EVERY):
        return False
    cache.set(f"to-call:{thread.pk}", True, CALL_EVERY)
    jobs.enqueue(CALL_JOB, thread.pk)
    return True


def call_person(person: Person) -> bool:
    """The same for the phone of ``person``. Raises Refused where no call can go."""
    thread = reach(person)
    if thread is None or thread.opted_out_at is not None:
        raise Refused(_("We cannot call this phone. Please call us."))
    return ask_for_call(thread)


def call_phone(thread: Thread) -> None:
    """Call the phone of ``thread``, once for each time somebody asked.

    A job may come twice, a call must not: whoever takes away the note that asks for it makes it. One that
    fails is left for a person of the staff, since nobody else would hear of it.
    """
    if not cache.delete(f"to-call:{thread.pk}"):
        return
    script = settings.PUBLIC_URL + reverse("voice_begin")
    try:
        gateway.call(to=thread.phone, sender=thread.community.number or "", script=script)
    except gateway.NotSent:
        leave_for_staff(thread)


def listen_link(person: Person) -> str:
    """An address that has the phone of ``person`` called, for a day."""
    expires_at = timezone.now() + timedelta(days=1)
    return make_link(person, purpose=LISTEN, subject_id=person.pk, expires_at=expires_at)
