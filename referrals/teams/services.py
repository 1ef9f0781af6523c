"""Promising, looking at promises, and writing down what programs count."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput, Refused
from community.core.lifecycle import transition
from community.live.services import ring
from community.meetings.models import Meeting
from community.people.models import Community, Group, Organisation, Person, Program
from referrals.teams.models import Commitment, CountedAs, Review, SharedFigure, SharedMeasure
from referrals.teams.rules import MOST_OPEN, may_speak_for, plans_measures
from referrals.teams.selectors import boards_of

# The verb that a review is, by the state of the commitment and what is said.
_LEADS_TO = {("open", "kept"): "keep", ("kept", "partly"): "reopen", ("kept", "not_yet"): "reopen"}


@transaction.atomic
def promise(
    team: Group, *, organisation: Organisation, title: str, measure: str, due_on: date, by: Person
) -> Commitment:
    """``organisation`` promises something; the same promise twice is one. At most three are open at once."""
    require(may_speak_for(by, organisation.pk))
    locked = Organisation.objects.of(team.community).select_for_update().get(pk=organisation.pk)
    own = Commitment.objects.filter(team=team, organisation=locked, state=Commitment.State.OPEN)
    same = own.filter(title=title, measure=measure, due_on=due_on).first()
    if same:
        return same
    if due_on < team.community.today():
        raise BadInput(_("This day is past. Write the day by which it will be done."))
    if own.count() >= MOST_OPEN:
        raise BadInput(
            _("There are %(count)s open promises already. Keep one, or let one go, before the next.")
            % {"count": MOST_OPEN}
        )
    made = Commitment.objects.create(
        team=team, organisation=locked, title=title, measure=measure, due_on=due_on, made_by=by
    )
    audit.record(made, "promise", by=by, to_state=made.state)
    _ring(made)
    return made


@transaction.atomic
def review(commitment: Commitment, meeting: Meeting, *, said: str, note: str = "", by: Person) -> Commitment:
    """Say at ``meeting`` how far a promise is. Said again otherwise, the last word stands; twice is once."""
    require(may_speak_for(by, commitment.organisation_id))
    locked = Commitment.objects.select_for_update().get(pk=commitment.pk)
    meets = Meeting.objects.filter(Q(group=locked.team_id) | Q(joint_with=locked.team_id), pk=meeting.pk)
    if not meets.exists():
        raise BadInput(_("Choose a meeting of the action team."))
    if locked.state == Commitment.State.ENDED:
        raise Refused(_("This promise was let go. Make a new one."))
    last = locked.reviews.filter(meeting=meeting).order_by("pk").last()
    if last is None or (last.said, last.note) != (said, note):
        Review.objects.create(commitment=locked, meeting=meeting, said=said, note=note, said_by=by)
        audit.record(locked, "review", by=by, to_state=said)
        if verb := _LEADS_TO.get((locked.state, said)):
            transition(locked, verb, by=by)
        _ring(locked, meeting)
    commitment.state = locked.state
    return locked


@transaction.atomic
def let_go(commitment: Commitment, *, by: Person) -> Commitment:
    """A promise is not pursued any more. Twice is once."""
    require(may_speak_for(by, commitment.organisation_id))
    locked = Commitment.objects.select_for_update().get(pk=commitment.pk)
    if locked.state == Commitment.State.ENDED:
        return locked
    ended = transition(locked, "end", by=by)
    _ring(ended)
    return ended


def _ring(commitment: Commitment, meeting: Meeting | None = None) -> None:
    """Say to whoever watches a meeting of the team that its promises changed."""
    for board_id in boards_of(commitment.team, meeting):
        ring(board_id, panels={"promises"})


@transaction.atomic
def ask_for_measure(community: Community, *, title: str, by: Person) -> SharedMeasure:
    """Write down what the family board asked for; the same words twice are one measure."""
    require(plans_measures(by))
    made, is_new = SharedMeasure.objects.get_or_create(
        community=community, title=title, retired_on=None, defaults={"asked_on": community.today()}
    )
    if is_new:
        audit.record(made, "measure_asked_for", by=by)
    return made


@transaction.atomic
def count_as(measure: SharedMeasure, *, program: Program, own_name: str, by: Person) -> CountedAs:
    """Say under which name ``program`` counts it already. Said again, the new name stands."""
    require(plans_measures(by) or may_speak_for(by, program.organisation_id))
    made, is_new = CountedAs.objects.get_or_create(
        measure=measure, program=program, defaults={"own_name": own_name}
    )
    if is_new or made.own_name != own_name:
        made.own_name = own_name
        made.save(update_fields=["own_name"])
        audit.record(made, "counted_as", by=by)
    return made


@transaction.atomic
def write_figures(month: date, counts: Mapping[CountedAs, int], *, by: Person) -> int:
    """Write down what programs counted in ``month``. What is left out stays not recorded; returns how many
    are new or changed."""
    written = 0
    if month >= by.community.today().replace(day=1):
        raise BadInput(_("This month is not over yet."))
    for source, count in counts.items():
        require(may_speak_for(by, source.program.organisation_id))
        locked = CountedAs.objects.select_for_update().get(pk=source.pk)
        last = locked.figures.filter(month=month).order_by("pk").last()
        if last is None or last.count != count:
            SharedFigure.objects.create(source=locked, month=month, count=count, said_by=by)
            audit.record(locked, "figure", by=by)
            written += 1
    return written
