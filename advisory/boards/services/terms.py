"""Who sits where: terms begin, end and are renewed. The days are those of the roster, Membership."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from advisory.boards.models import Seat, Term
from advisory.boards.selectors import is_member, joining_rules_of, roster_on
from advisory.boards.services.seats import check_keeper, lock_seat
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.people.models import Group, Membership, Person

A_DAY = timedelta(days=1)


def give_seat(seat: Seat, *, person: Person, since: date, by: Person) -> Term:
    """Give ``seat`` to somebody without a new vote: to a member who has none, or to the first members.

    A group that has members chooses the next ones itself, unless its charter says that the coordinator
    may; then ``person`` may be anybody of the community. Raises NotAllowed otherwise.
    """
    group = seat.group
    check_keeper(by, group)
    if not is_member(person, group, since) and not may_seat_without_vote(group, since):
        raise NotAllowed(_("The group chooses its new members by its own vote."))
    return begin_term(seat, person=person, since=since, by=by)


def may_seat_without_vote(group: Group, day: date) -> bool:
    """Whether a new member of ``group`` needs no vote: its charter says so, or nobody is there to vote."""
    if joining_rules_of(group, day).seats_without_vote:
        return True
    return all(place.membership is None for place in roster_on(group, day))


@transaction.atomic
def begin_term(seat: Seat, *, person: Person, since: date, by: Person | None) -> Term:
    """Seat ``person`` from ``since`` on, as a member of the group; whoever calls has seen to the vote.

    A membership that stands goes on in the seat, from ``since`` where somebody else held the seat before;
    a place as a candidate ends. The term is due when the charter in force on ``since`` says. Raises
    BadInput for a foreign person or a day when there is no such seat, Refused when somebody sits there, or
    they sit elsewhere in the group.
    """
    locked = lock_seat(seat)
    if person.community_id != locked.group.community_id:
        raise BadInput(_("That person is not here any more. Load the page again."))
    if since < locked.since or (locked.until is not None and since > locked.until):
        raise BadInput(_("There is no such seat on that day."))
    if _holders(locked, since).exists():
        raise Refused(_("Somebody holds this seat. End their term first."))
    membership = _membership_from(locked, person, since)
    term = Term.objects.create(seat=locked, membership=membership, due_on=_due(locked.group, since))
    audit.record(term, "begin", by=by)
    return term


def _due(group: Group, since: date) -> date | None:
    """The last day of a term that begins on ``since``, by the charter in force then."""
    months = joining_rules_of(group, since).term_months
    return since + relativedelta(months=months) - A_DAY if months else None


def _holders(seat: Seat, since: date, until: date | None = None) -> QuerySet[Term]:
    """Terms of ``seat`` that share a day with the days from ``since`` to ``until`` (None: for good)."""
    later = Q(membership__until__isnull=True) | Q(membership__until__gte=since)
    found = Term.objects.filter(later, seat=seat)
    return found.filter(membership__since__lte=until) if until else found


def _membership_from(seat: Seat, person: Person, since: date) -> Membership:
    """The membership that holds ``seat`` from ``since`` on."""
    rows = Membership.objects.select_for_update(of=("self",)).filter(group=seat.group, person=person)
    standing = rows.filter(Q(until__isnull=True) | Q(until__gte=since)).order_by("-since").first()
    if standing is None:
        return Membership.objects.create(group=seat.group, person=person, since=since)
    seated = standing.status in Membership.SEATED
    if seated and hasattr(standing, "term"):
        raise Refused(_("%(name)s sits in another seat already.") % {"name": person.display_name})
    if standing.since > since:
        raise BadInput(_("Their place in the group begins on a later day."))
    if seated and not _holders(seat, standing.since, standing.until).exists():
        return standing
    if standing.since == since:
        standing.status = standing.status if seated else Membership.Status.MEMBER
        standing.save(update_fields=["status"])
        return standing
    last, standing.until = standing.until, since - A_DAY
    standing.save(update_fields=["until"])
    status = standing.status if seated else Membership.Status.MEMBER
    return Membership.objects.create(
        group=seat.group, person=person, since=since, until=last if seated else None, status=status
    )


@transaction.atomic
def end_membership(membership: Membership, *, on: date, why: str, by: Person) -> Membership:
    """Let ``on`` be the last day of a place in a group, and so of its term, for the reason ``why``."""
    check_keeper(by, membership.group)
    why = " ".join(why.split())
    if not why:
        raise BadInput(_("Say in a few words why the term ends."))
    locked = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if locked.until is not None:
        raise Refused(_("This term has an end already."))
    if on < locked.since:
        raise BadInput(_("The term began on a later day."))
    locked.until = on
    locked.save(update_fields=["until"])
    audit.record(locked, "leave", by=by, why=why[:200])
    return locked


@transaction.atomic
def renew_term(term: Term, *, by: Person) -> Term:
    """A further term in the same seat, from the day after this one is due, or from today when that is past.

    Raises Refused for a term that has an end, and on the very day it began.
    """
    group = term.seat.group
    check_keeper(by, group)
    seat = lock_seat(term.seat)
    locked = Membership.objects.select_for_update(of=("self",)).get(pk=term.membership_id)
    if locked.until is not None:
        raise Refused(_("This term has an end already."))
    today = group.community.today()
    since = max(term.due_on + A_DAY, today) if term.due_on else today
    if since <= locked.since:
        raise Refused(_("This term began today."))
    locked.until = since - A_DAY
    locked.save(update_fields=["until"])
    audit.record(term, "renew", by=by)
    following = Membership.objects.create(
        group=group, person_id=locked.person_id, since=since, status=locked.status
    )
    return Term.objects.create(seat=seat, membership=following, due_on=_due(group, since))
