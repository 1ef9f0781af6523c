"""One thread as the staff reads it: texts, notes, people, and the ready answers that fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from community.live.models import LiveBoard
from community.messaging import merging, rules
from community.messaging.models import Message, Template, TemplateText, TemplateVersion, Thread, ThreadNote
from community.messaging.selectors.texts import TRIED_AGAIN
from community.people.models import Community, Person, StaffRole

BOARD_KIND = "inbox"


@dataclass
class OpenThread:
    """A thread with what was texted and noted there, oldest first; and the live board that follows it."""

    thread: Thread
    texts: Sequence[Message] = ()
    notes: Sequence[ThreadNote] = ()
    has_answers: bool = False
    board_id: int | None = None
    version: int = 0

    @property
    def newest(self) -> int:
        """The key of the newest text, 0 where there is none."""
        return self.texts[-1].pk if self.texts else 0


def open_thread(community: Community, pk: int, *, last: int) -> OpenThread | None:
    """The thread ``pk`` of ``community`` with its last so many texts and notes, in one query or two.

    Links and codes are struck out. ``version`` is read no later than the texts, so a board that is
    newer is sent again.
    """
    board = LiveBoard.objects.filter(community=community, kind=BOARD_KIND).order_by("pk")
    texts = list(
        Message.objects.of(community)
        .filter(thread=pk)
        .select_related("thread__assigned_to", "person")
        .annotate(
            board_id=Subquery(board.values("pk")[:1]),
            tried_again=TRIED_AGAIN,
            version=Subquery(board.values("version")[:1]),
            has_notes=Exists(ThreadNote.objects.filter(thread=pk)),
            has_answers=Exists(Template.objects.filter(_offered(community))),
        )
        .order_by("-pk")[:last]
    )[::-1]
    if not texts:
        empty = Thread.objects.of(community).select_related("assigned_to").filter(pk=pk).first()
        return _notes_too(OpenThread(empty), community, last) if empty else None
    first: Any = texts[0]
    thread = first.thread
    for text in texts:
        text.thread = thread
        text.body = rules.without_ways_in(text.body, has_code=text.is_secret)
    opened = OpenThread(
        thread, texts, has_answers=first.has_answers, board_id=first.board_id, version=first.version or 0
    )
    return _notes_too(opened, community, last if first.has_notes else 0)


def _notes_too(opened: OpenThread, community: Community, last: int) -> OpenThread:
    opened.thread.community = community
    if last:
        notes = ThreadNote.objects.filter(thread=opened.thread).select_related("author")
        opened.notes = list(notes.order_by("-pk")[:last])[::-1]
    return opened


def people_around(thread: Thread) -> tuple[Sequence[Person], Sequence[Person]]:
    """Those behind the phone of ``thread``, and the staff of its community today, in one query."""
    community = thread.community
    posts = StaffRole.objects.of(community).on(community.today())
    found = list(
        Person.objects.of(community)
        .annotate(works_here=Exists(posts.filter(person=OuterRef("pk"))))
        .filter(Q(phone=thread.phone) | Q(works_here=True))
        .order_by("pk")
    )
    colleagues = [person for person in found if person.works_here]
    colleagues.sort(key=lambda person: person.display_name)
    return [person for person in found if person.phone == thread.phone], colleagues


def _offered(community: Community) -> Q:
    return Q(community=community, kind=Template.Kind.REPLY, retired_at=None)


@dataclass(frozen=True)
class ReadyAnswer:
    """A ready answer for one phone, its fields filled in."""

    pk: int
    name: str
    body: str


def ready_answers(thread: Thread, people: Sequence[Person], language: str) -> list[ReadyAnswer]:
    """The ready answers whose words of today are reviewed in ``language``, filled in for ``people``.

    One that says a first name is not among them where nobody is known to have the phone.
    """
    newer = TemplateVersion.objects.filter(
        template=OuterRef("version__template"), number__gt=OuterRef("version__number")
    )
    texts = (
        TemplateText.objects.filter(
            ~Exists(newer),
            version__template__in=Template.objects.filter(_offered(thread.community)),
            language=language,
            reviewed_at__isnull=False,
        )
        .select_related("version__template")
        .order_by("version__template__name")
    )
    names = ", ".join(person.first_name for person in people)
    values = {"first_name": names, "community": thread.community.name}
    return [
        ReadyAnswer(
            text.version.template_id,
            text.version.template.name,
            merging.fill(text.body, values),
        )
        for text in texts
        if names or "{first_name}" not in text.body
    ]
