"""What members text about their pay."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.stipends.selectors import own_stipends, sums_of
from advisory.stipends.words import pay_words
from community.messaging.rules import plain_words
from community.messaging.services import leave_for_staff, named, speaker_of
from community.people.models import Person
from community.people.services import make_link

# The word that the texts about stipends name, in each language.
PAY_WORDS = frozenset({"pay", "pago", "peye"})
# What a link opens: one's own stipends, and how one is paid.
PAY = "pay"
A_WEEK = timedelta(days=7)


def read_pay(community: Any, phone: str, persons: Any, body: str, message: Any) -> str | None:
    """PAY alone: what stands where with the writer's money, and a link to it.

    The text waits for a person of the staff all the same, who must know whose pay it is about. Whom we do
    not know, and whoever is paid nothing, only hears that.
    """
    if plain_words(body) not in PAY_WORDS:
        return None
    names = dict(named(persons))
    writer = speaker_of(message, among=persons) if persons else None
    leave_for_staff(message.thread)
    said = _("Thank you. A person will text you about your pay.")
    if writer in names and own_stipends(writer).exists():
        said = pay_words(sums_of(writer), pay_link(writer))
    # On a shared phone the name tells the staff, who reads this too, whose pay it is about.
    return f"{names[writer]}: {said}" if writer in names and len(names) > 1 else said


def pay_link(person: Person) -> str:
    """An address where ``person`` sees their stipends and chooses how they are paid, for a week."""
    expires_at = timezone.now() + A_WEEK
    return make_link(person, purpose=PAY, subject_id=person.pk, expires_at=expires_at)
