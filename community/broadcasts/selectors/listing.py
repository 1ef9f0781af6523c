"""Messages to many on lists and first pages."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from community.broadcasts.models import Broadcast, Recipient
from community.broadcasts.states import Step
from community.core.models import AuditLine
from community.people.models import Community, Person

# That the money ran out is news for so long.
NEWS_FOR = timedelta(days=7)


def broadcasts_of(community: Community) -> QuerySet[Broadcast]:
    """The newest first, each with ``people``: how many it was sent to. One query."""
    rows = Broadcast.objects.of(community).select_related("version__template", "made_by")
    return rows.annotate(people=Count("recipients", filter=Q(recipients__left_out=""))).order_by("-pk")


def waiting_for(person: Person) -> QuerySet[Broadcast]:
    """What ``person`` may approve."""
    waiting = Broadcast.objects.of(person.community).filter(state=Broadcast.State.WAITING)
    return waiting.exclude(made_by=person).select_related("version__template").order_by("pk")


def short_of_money(community: Community) -> QuerySet[Broadcast]:
    """What lately did not reach everybody because the month's budget was used up."""
    poor = Recipient.objects.filter(broadcast=OuterRef("pk"), left_out=Recipient.LeftOut.BUDGET)
    lately = Broadcast.objects.of(community).filter(started_at__gte=timezone.now() - NEWS_FOR)
    return lately.filter(Exists(poor)).select_related("version__template").order_by("pk")


def sent_back(person: Person) -> QuerySet[Broadcast]:
    """The drafts of ``person`` that somebody gave back, each with ``why``, unless it was changed since."""
    drafts = Broadcast.objects.of(person.community).filter(made_by=person, state=Broadcast.State.DRAFT)
    return _given_back(drafts).select_related("version__template").order_by("pk")


def why_sent_back(broadcast: Broadcast) -> str:
    """Why somebody gave it back, if that is the last that happened to it."""
    drafts = Broadcast.objects.filter(pk=broadcast.pk, state=Broadcast.State.DRAFT)
    given_back = _given_back(drafts).first()
    return given_back.why if given_back else ""  # type: ignore[attr-defined]


def _given_back(drafts: QuerySet[Broadcast]) -> QuerySet[Broadcast]:
    lines = AuditLine.objects.filter(subject_type=Broadcast._meta.label, subject_id=OuterRef("pk"))
    last = lines.order_by("-pk")
    told = drafts.annotate(last_verb=Subquery(last.values("verb")[:1]), why=Subquery(last.values("why")[:1]))
    return told.filter(last_verb=Step.SEND_BACK)
