"""Reading referrals: whose they are to see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from community.core.registry import PrivateName
from community.people.models import Community, Consent, Organisation, Person
from referrals.sealing.marks import name_of, newest_key
from referrals.tracking.holding import held_by
from referrals.tracking.life import standing
from referrals.tracking.models import Child, ChildMark, NotesAllowed, Referral, Step
from referrals.tracking.states import BEFORE_CALL, WAY, State, Turn


def referrals_for(person: Person) -> QuerySet[Referral]:
    """The referrals ``person`` may see: all of the community's, those that their own organisation sent or
    received, or none; and of those only what the parents agree that they hold."""
    return held_by(person)


def list_of(person: Person, *, closed: bool) -> QuerySet[Referral]:
    """The list page's rows: open ones by how long they wait, closed ones latest first."""
    rows = referrals_for(person).select_related("child", "organisation", "receiver")
    if closed:
        return rows.filter(state=State.CLOSED).order_by("-state_since", "-pk")
    return rows.exclude(state=State.CLOSED).order_by("state_since", "pk")


def page_of(person: Person) -> QuerySet[Referral]:
    """Referrals with all that the page of one shows."""
    return (
        referrals_for(person)
        .select_related(
            *("child__parent", "child__community", "community", "organisation", "receiver"),
            *("consent", "referred_by", "note"),
        )
        .prefetch_related(
            "child__races", "concerns", "pauses__recorded_by", "steps__recorded_by", "steps__receiver"
        )
    )


# From how many days between what happened and the note of it on a page says so.
NOTED_LATE = 3


@dataclass(frozen=True)
class Stage:
    """One step of the way as a page shows it: taken (``row`` is set), or still to come (``label`` is)."""

    label: str
    mark: str
    row: Step | None
    first: date | None = None

    @property
    def late_by(self) -> int:
        """Days until it was written down, where they are many; else 0."""
        days = self.row.noted_late_by if self.row else 0
        return days if days >= NOTED_LATE else 0


def way_of(referral: Referral) -> list[Stage]:
    """The whole way of ``referral``, with what stands today; of a closed one only what it went through."""
    lines = list(referral.steps.all())
    by_pk = {line.pk: line for line in lines}
    stages = []
    for line in standing(lines):
        ends = line.turn == Turn.TAKEN and line.state == State.CLOSED
        said_before = by_pk.get(line.replaces_id)
        first = said_before.happened_on if said_before else None
        stages.append(Stage("", "ended" if ends else "done", line, first))
    to_come = _after(referral.state, sent=referral.receiver_id is not None)
    return [*stages, *(Stage(str(state.label), "", None) for state in to_come)]


def taken_back(referral: Referral) -> list[Step]:
    """The lines that say that a step did not happen."""
    return [line for line in referral.steps.all() if line.turn == Turn.UNDONE]


def _after(state: str, *, sent: bool) -> tuple[State, ...]:
    """What still lies ahead of a referral in ``state``; nothing ahead of a closed one."""
    ahead = WAY[WAY.index(State(state)) + 1 :] if state in WAY else ()
    return tuple(step for step in ahead if sent or step != State.RECEIVED)


def usual_source(person: Person) -> str:
    """The source that ``person``'s organisation named last: most refer from one place."""
    own = Referral.objects.of(person.community).filter(organisation=person.organisation_id)
    return own.order_by("-pk").values_list("source", flat=True).first() or ""


def notes_allowed(organisation: Organisation | None) -> NotesAllowed | None:
    """Since when, and by whose word, ``organisation`` writes notes; None: it writes none."""
    open_ones = NotesAllowed.objects.filter(organisation=organisation, ended_at=None)
    return open_ones.select_related("began_by").first()


def waiting_for_first_call(person: Person) -> int:
    """How many families that ``person``'s organisation is to call were not contacted yet."""
    own = person.organisation_id
    theirs = Q(receiver=own) | Q(organisation=own, receiver=None)
    return referrals_for(person).filter(theirs, state__in=BEFORE_CALL).count()


def agreed_to_texts() -> QuerySet[Consent]:
    """Standing consents to texts about the outer referral: given with it or since, not for something else."""
    texts: QuerySet[Consent] = Consent.objects.filter(
        person=OuterRef("child__parent"),
        purpose=Consent.Purpose.TEXTS,
        withdrawal=None,
        given_at__gte=OuterRef("consent__given_at"),
    )
    return texts


def marked_with_older_key() -> QuerySet[Child]:
    """Children, of every community, who would not be found by the newest of ``BLIND_KEYS`` alone."""
    newest = ChildMark.objects.filter(child=OuterRef("pk"), made_with=name_of(newest_key()))
    children: QuerySet[Child] = Child.objects.filter(~Exists(newest), erased_at=None).order_by("pk")
    return children


def child_names(community: Community) -> Iterator[PrivateName]:
    """The names of all children, which no text for many may hold (``registry.private_words``)."""
    for name in sorted(
        set(Child.objects.of(community).filter(erased_at=None).values_list("name", flat=True))
    ):
        yield PrivateName("child", name)
