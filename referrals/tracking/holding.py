"""Who may hold what of a child: the standing consents of the parent, by purpose and recipient.

Every list and page of children asks here. The recipient is an organization, or None for the community's
own team. The law knows such consents from records of Early Intervention: 34 CFR 303.414, and 303.7 for
what a consent is.
"""

from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.utils import timezone

from community.people.models import Consent, Organisation, Person
from community.people.rules import is_staff
from referrals.tracking import rules
from referrals.tracking.models import Child, Referral

Purpose = Consent.Purpose
Row = TypeVar("Row", bound=Model)


def standing(purpose: str, *, child: Any, recipient: Any = None) -> QuerySet[Consent]:
    """The consents for ``purpose`` about ``child`` that hold today.

    ``child`` and ``recipient`` are rows, ids, or references to an outer query.
    """
    found: QuerySet[Consent] = Consent.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()),
        purpose=purpose,
        subject_id=child,
        recipient=recipient,
        withdrawal=None,
    )
    return found


def consented(
    rows: QuerySet[Row], purpose: str, *, recipient: Any = None, child: str = "child"
) -> QuerySet[Row]:
    """Only those of ``rows`` whose parent agrees that ``recipient`` holds them for ``purpose``.

    ``child`` is the way from a row to its child. Adds no query, whatever the number of rows.
    """
    return rows.filter(Exists(standing(purpose, child=OuterRef(child), recipient=recipient)))


def consented_in_turn(rows: QuerySet[Row], purpose: str, *, child: str = "child") -> QuerySet[Row]:
    """The same for the community's team, for the first rows of a long list: each is looked up in its turn.

    PostgreSQL makes a join of an EXISTS, and where it expects few to agree it reads the consents of
    everybody first, however few rows are wanted; a value that is looked up it leaves alone.
    """
    one = standing(purpose, child=OuterRef(child)).values("pk")[:1]
    return rows.filter(IsNull(Subquery(one), False))


def may_hold(holder: Organisation | Person | None, child: Child, purpose: str) -> bool:
    """Whether ``holder`` may hold the record of ``child`` for ``purpose`` today.

    Somebody of the staff counts as the community's team, anybody else as their organization. What belongs
    to another community may be held by nobody here.
    """
    if holder is not None and holder.community_id != child.community_id:
        return False
    recipient = holder
    if isinstance(holder, Person):
        if not is_staff(holder) and holder.organisation_id is None:
            return False
        recipient = None if is_staff(holder) else holder.organisation
    return standing(purpose, child=child.pk, recipient=recipient).exists()


def held_by(person: Person) -> QuerySet[Referral]:
    """The referrals that ``person`` may see today, under the consents of the parents.

    Who follows all of them does so for the team; a provider sees what their organization sends, and what
    it received where the parent agreed to share with it (``services.agree``, ``Purpose.SHARE``).
    """
    everyone: QuerySet[Referral] = Referral.objects.of(person.community).filter(child__erased_at=None)
    if rules.sees_whole_community(person):
        return consented(everyone, Purpose.FOLLOW_UP)
    if rules.may_log(person):
        own = person.organisation_id
        sent = standing(Purpose.REFERRAL, child=OuterRef("child"), recipient=own)
        shared = standing(Purpose.SHARE, child=OuterRef("child"), recipient=own)
        return everyone.filter(Q(Exists(sent), organisation=own) | Q(Exists(shared), receiver=own))
    return everyone.none()


def ending_soon(child_or_community: Any, *, until: date) -> QuerySet[Consent]:
    """The consents about children that hold today and end by ``until``, the first to end first.

    Of all children of a community, or of one child.
    """
    found = Consent.objects.filter(
        purpose__in=Consent.OF_A_CHILD,
        withdrawal=None,
        ends_on__gte=timezone.localdate(),
        ends_on__lte=until,
    )
    if isinstance(child_or_community, Child):
        found = found.filter(subject_id=child_or_community.pk)
    else:
        found = found.of(child_or_community)
    return found.select_related("person__community", "recipient").order_by("ends_on", "pk")
