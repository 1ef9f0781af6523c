"""Next steps, whoever owns them, and the notes of a meeting as somebody may read them."""

from django.db.models import Q, QuerySet

from community.meetings.models import ActionItem, Meeting, MeetingNote
from community.meetings.rules import may_run
from community.meetings.selectors.people import standing_of
from community.meetings.standing import MEMBER
from community.people.models import Community, Group, Person
from community.people.rules import is_board_member, is_staff


def unfinished_steps(meeting: Meeting) -> QuerySet[ActionItem]:
    """What was said to be done at ``meeting`` and still lacks who does it or by when."""
    loose = Q(due_on=None) | Q(owner=None, owner_organisation=None)
    return ActionItem.objects.filter(loose, meeting=meeting, done_at=None)


def steps_in(community: Community, group: Group | None) -> QuerySet[ActionItem]:
    """The next steps that are not done, of the community or of ``group``, soonest due first."""
    steps = ActionItem.objects.of(community).filter(done_at=None)
    if group is not None:
        steps = steps.filter(group=group)
    return steps.select_related("owner", "owner_organisation", "group", "meeting")


def groups_with_steps(community: Community) -> list[Group]:
    """The groups of ``community`` that have a step to do."""
    return list(
        Group.objects.of(community)
        .filter(action_items__done_at=None, action_items__isnull=False)
        .distinct()
        .order_by("pk")
    )


def steps_for(person: Person, group: Group | None) -> QuerySet[ActionItem]:
    """Those that ``person`` may read: providers their organization's and their own, the others all."""
    steps = steps_in(person.community, group)
    if is_staff(person) or is_board_member(person):
        return steps
    mine = Q(owner=person)
    if person.organisation_id is not None:
        mine |= Q(owner_organisation=person.organisation_id)
    return steps.filter(mine)


def overdue(community: Community) -> QuerySet[ActionItem]:
    """The steps that were due before today."""
    return steps_in(community, None).filter(due_on__lt=community.today())


def notes_for(person: Person, meeting: Meeting) -> QuerySet[MeetingNote]:
    """The notes ``person`` may change: for members those for members, for who runs it the open ones."""
    notes = MeetingNote.objects.filter(meeting=meeting)
    theirs = Q(pk=None)
    if standing_of(meeting, person) == MEMBER:
        theirs |= Q(members_only=True) | Q(author=person)
    if may_run(person, meeting):
        theirs |= Q(members_only=False)
    return notes.filter(theirs)
