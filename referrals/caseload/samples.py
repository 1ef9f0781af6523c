"""Made-up calls to the families of the demo. Plainly samples: no row is a real call."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from community.people.models import Person
from referrals.caseload.models import Contact, Handover
from referrals.caseload.rules import TRY_AGAIN, Barrier, Kind, Outcome, next_try
from referrals.caseload.services import keep_standing
from referrals.family.selectors import worries_of
from referrals.tracking.models import Referral
from referrals.tracking.states import State

# Of a hundred tries, how many end how.
ENDS = {Outcome.REACHED: 48, Outcome.NO_ANSWER: 30, Outcome.LEFT_MESSAGE: 17, Outcome.WRONG: 5}
KINDS = {Kind.CALL: 74, Kind.TEXT: 18, Kind.VISIT: 8}
BARRIERS = {
    **{Barrier.WAIT: 26, Barrier.NEVER_CALLED: 20, Barrier.FEAR: 17, Barrier.TRANSPORT: 14},
    **{Barrier.LANGUAGE: 11, Barrier.INSURANCE: 7, Barrier.DISAGREEMENT: 5},
}
# Of a hundred families that want something, how many are still to be called.
UNHEARD = 60
# Nobody calls for ever: the samples stop after so many tries.
MOST = 6
# One family of so many has been given to nobody yet.
NOBODYS = 8


def seed_contacts(cast: Any) -> None:
    """Have the Ambassador call the families of ``cast.community`` until today."""
    dice = Random(7)  # noqa: S311  sample data
    tries: list[Contact] = []
    found = list(Referral.objects.of(cast.community).exclude(state=State.CLOSED).order_by("pk"))
    worries = worries_of([referral.pk for referral in found])
    for referral in found:
        # Some families have just said something, and nobody has called since.
        said = [at.date() for _worry, at in worries[referral.pk] if dice.randrange(100) < UNHEARD]
        tries.extend(_tries(referral, dice, by=cast.ambassador, until=min([cast.today, *said])))
    Contact.objects.bulk_create(tries)
    keep_standing([referral.pk for referral in found])


def seed_hands(cast: Any) -> None:
    """Give the Ambassador most of the open families; some are still nobody's."""
    found = Referral.objects.of(cast.community).exclude(state=State.CLOSED).order_by("pk")
    given = [referral for number, referral in enumerate(found) if number % NOBODYS]
    Handover.objects.bulk_create(
        Handover(referral=referral, given_to=cast.ambassador, given_by=cast.ambassador) for referral in given
    )
    Referral.objects.filter(pk__in=[referral.pk for referral in given]).update(keeper=cast.ambassador)


def _tries(referral: Referral, dice: Random, *, by: Person, until: date) -> Iterator[Contact]:
    day = referral.referred_on + timedelta(days=dice.randint(1, 9))
    for number in range(1, MOST + 1):
        if day >= until:
            return
        outcome = _drawn(dice, ENDS)
        said = outcome == Outcome.REACHED and dice.randrange(100) < 55
        following = next_try(outcome, day)
        assert following is not None  # noqa: S101  nobody of the samples asks not to be called
        yield Contact(
            referral=referral,
            number=number,
            kind=_drawn(dice, KINDS),
            outcome=outcome,
            barrier=_drawn(dice, BARRIERS) if said else "",
            happened_on=day,
            next_on=following,
            recorded_at=datetime.combine(
                day, time(15, dice.randrange(60)), tzinfo=by.community.zone
            ).astimezone(UTC),
            recorded_by=by,
        )
        day = following + timedelta(days=dice.randint(0, 3 * TRY_AGAIN[outcome] // 2))


def _drawn(dice: Random, weighted: dict[Any, int]) -> Any:
    return dice.choices(list(weighted), list(weighted.values()))[0]
