"""Small groups: split, seat who comes late, write, come back together.

Every step locks the meeting's row first, as the rest of the evening does.
"""

from random import SystemRandom

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.breakouts.models import BreakoutRound, Seat, SmallGroup
from community.breakouts.rules import how_many, joined, place_for, split
from community.breakouts.selectors import sitters, without_group
from community.breakouts.words import result_words
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import transition
from community.meetings.models import Meeting
from community.meetings.selectors import present
from community.meetings.services.bell import ring_for
from community.meetings.services.evening import lock_open
from community.meetings.services.results import add_note
from community.people.models import Person

# What a phone sends at once, and what a group keeps where two texts were joined.
MOST_SENT, MOST_KEPT = 800, 1700
MOST_GROUPS = 30


@transaction.atomic
def start_round(
    meeting: Meeting,
    *,
    way: str,
    by: Person,
    groups: int = 0,
    size: int = 0,
    prompt_what: str = "",
    prompt_who: str = "",
) -> BreakoutRound:
    """Split everyone who is here into ``groups`` groups, or into groups of ``size``.

    Raises Refused with nobody to split, and while groups are talking already.
    """
    locked = lock_open(meeting)
    if way not in BreakoutRound.Way.values or not (groups or size) or groups > MOST_GROUPS:
        raise BadInput(_("Say how many groups, from 1 to 30."))
    if BreakoutRound.objects.filter(meeting=locked, state="open").exists():
        raise Refused(_("The small groups are talking already."))
    drawn = list(present(locked))
    if not drawn:
        raise Refused(_("Nobody is checked in yet."))
    SystemRandom().shuffle(drawn)
    started = BreakoutRound.objects.create(
        meeting=locked,
        item=locked.current_item,
        way=way,
        prompt_what=prompt_what.strip()[:200],
        prompt_who=prompt_who.strip()[:200],
    )
    tables = split(sitters(locked, drawn), how_many(len(drawn), groups=groups, size=size), way)
    for number, people in enumerate(tables, 1):
        group = SmallGroup.objects.create(round=started, number=number)
        Seat.objects.bulk_create(Seat(round=started, group=group, person_id=one.key) for one in people)
    audit.record(started, "start", by=by, to_state=started.state)
    ring_for(locked)
    return started


def _lock(current: BreakoutRound) -> BreakoutRound:
    lock_open(current.meeting)
    fresh = BreakoutRound.objects.select_related("meeting__group__community").get(pk=current.pk)
    if fresh.state != BreakoutRound.State.OPEN:
        raise Refused(_("The small groups are over."))
    return fresh


@transaction.atomic
def seat_late(current: BreakoutRound, *, by: Person, only: Person | None = None) -> int:
    """Give a group to those who came after the split, or to ``only`` one of them. Returns how many."""
    fresh = _lock(current)
    late = [one for one in without_group(fresh) if only is None or one == only]
    groups = list(fresh.groups.all())
    seats = list(fresh.seats.select_related("person"))
    known = {one.key: one for one in sitters(fresh.meeting, [seat.person for seat in seats])}
    tables = [[known[seat.person_id] for seat in seats if seat.group_id == group.pk] for group in groups]
    for one in sitters(fresh.meeting, late):
        index = place_for(one, tables, fresh.way)
        tables[index].append(one)
        seat = Seat.objects.create(round=fresh, group=groups[index], person_id=one.key)
        audit.record(seat, "seat", by=by)
    if late:
        ring_for(fresh.meeting)
    return len(late)


@transaction.atomic
def name_scribe(group: SmallGroup, person: Person, *, by: Person) -> None:
    """``person`` writes for ``group``. Who asks for themselves gets a free pen only; others hand it on."""
    _lock(group.round)
    locked = SmallGroup.objects.select_for_update().get(pk=group.pk)
    if not locked.seats.filter(person=person).exists():
        raise NotAllowed(_("Only somebody of this group writes for it."))
    if locked.scribe_id == person.pk:
        return
    if locked.scribe_id is not None and by == person:
        raise Refused(_("Somebody else writes for this group already."))
    locked.scribe = person
    locked.save(update_fields=["scribe"])
    audit.record(locked, "name_scribe", by=by)
    ring_for(group.round.meeting)


@transaction.atomic
def write(group: SmallGroup, *, what: str, who: str, seen: int, by: Person) -> bool:
    """Save what the group says. ``seen`` is the revision that the writer changed.

    Where something was saved since, both texts are kept, and True is returned. Sent twice, it stands once.
    """
    _lock(group.round)
    locked = SmallGroup.objects.select_for_update().get(pk=group.pk)
    if locked.scribe_id != by.pk:
        raise NotAllowed(_("Somebody else writes for this group."))
    sent = {"what": what.replace("\r\n", "\n").strip(), "who": who.replace("\r\n", "\n").strip()}
    kept = {"what": locked.what, "who": locked.who}
    crossed = seen != locked.revision and sent != kept
    becomes = {name: joined(kept[name], sent[name]) for name in sent} if crossed else sent
    longest = max(map(len, becomes.values()))
    if longest > (MOST_KEPT if crossed else max(MOST_SENT, *map(len, kept.values()))):
        raise BadInput(_("That is too long. Say it in fewer words."))
    if becomes == kept:
        return False
    locked.what, locked.who = becomes["what"], becomes["who"]
    locked.revision += 1
    locked.save(update_fields=["what", "who", "revision"])
    audit.record(locked, "write", by=by)
    ring_for(group.round.meeting)
    return crossed


def _end(current: BreakoutRound, *, by: Person | None) -> None:
    meeting = current.meeting
    for group in current.groups.all():
        for body in result_words(current, group):
            add_note(meeting, body=body, by=by, item=current.item)
    transition(current, "end", by=by, ended_at=timezone.now())
    ring_for(meeting)


@transaction.atomic
def end_round(current: BreakoutRound, *, by: Person) -> None:
    """Come back together: what each group wrote lands in the notes. Ended twice, it lands once."""
    _end(_lock(current), by=by)


def end_with_meeting(meeting: Meeting, by: Person | None) -> None:
    """A round that is still on ends with its meeting. Runs inside the closing."""
    for current in BreakoutRound.objects.filter(meeting=meeting, state="open").select_related(
        "meeting__group__community", "item"
    ):
        _end(current, by=by)
