"""Striking whatever tells who a child is. What is left are the counts' own columns.

Those are ZIP code, race, sex, language and age in whole years, with the days of the steps, and
which answer a family chose of those we offered: a limited data set
as 45 CFR 164.514(e)(2) draws it, without name, birth date, phone or parent. So every count still holds.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from community.core.models import AuditLine
from community.messaging.models import Message, ReplyExpectation, Thread
from community.messaging.services import forget_questions, forget_words_with
from community.people.models import Channel, Consent, ConsentWithdrawal, Person, SignedLink
from community.people.services import NOBODY, end_consents, forget_person, has_ties
from referrals.forgetting.selectors import our_questions
from referrals.sealing.fields import SealedDate, SealedText, Sealing
from referrals.tracking.models import Child, ChildMark, Referral

# What a parent leaves behind who is nothing but a parent.
LEFT_BEHIND = (Consent, ConsentWithdrawal, AuditLine, Message, ReplyExpectation, Thread, SignedLink)

# What a sealed day that must not be empty says when it is struck.
NO_DAY = date(1900, 1, 1)


def strike(child: Child) -> None:
    """Strike what tells who ``child`` is, in every room, and the parent's row where it serves nothing else.

    Open referrals are for the caller to end first.
    """
    referrals = list(Referral.objects.filter(child=child))
    parent = child.parent
    strike_texts(referrals)
    _end_consents(child)
    Referral.objects.filter(child=child).update(consent=None)
    for rows, names in sealed_rows_of(child):
        _empty(rows, names)
    ChildMark.objects.filter(child=child).delete()
    Child.objects.filter(pk=child.pk).update(name="", birth_date="", parent=None, erased_at=timezone.now())
    if not has_ties(parent, besides=LEFT_BEHIND):
        _forget_parent(parent)


def strike_texts(referrals: list[Referral]) -> None:
    """Strike the questions that were texted about ``referrals``, and the words they were asked in."""
    forget_questions(handlers=our_questions(), subject_ids=[referral.pk for referral in referrals])


def sealed_rows_of(child: Child) -> Iterator[tuple[QuerySet[Any], list[str]]]:
    """The rows of every other room that hang on ``child``, each with the names of its sealed columns."""
    for model in apps.get_models():
        names = [field.name for field in model._meta.concrete_fields if isinstance(field, Sealing)]
        path = _way_to_child(model) if names and model is not Child else None
        if path is not None:
            # The plain kind of query: rows that are only ever added have no ``update`` of their own.
            yield QuerySet(model).filter(**{path: child}), names


def _way_to_child(model: type[models.Model]) -> str | None:
    """How a query gets from ``model`` to its child ("answer__referral__child"); None: it has none."""
    ends: Any = model
    steps: list[str] = []
    for step in getattr(model, "belongs_through", "community").split("__"):
        here = {field.related_model: field.name for field in ends._meta.concrete_fields if field.is_relation}
        if Child in here:
            return "__".join([*steps, here[Child]])
        if Referral in here:
            return "__".join([*steps, here[Referral], "child"])
        steps.append(step)
        ends = ends._meta.get_field(step).related_model
    return None


def _empty(rows: QuerySet[Any], names: list[str]) -> None:
    """Seal nothing in the place of what was said: a column that must hold a seal still does."""
    rows.update(**{name: _nothing(rows.model._meta.get_field(name)) for name in names})


def _nothing(field: Any) -> Any:
    if field.null:
        return None
    if isinstance(field, SealedText):
        return NOBODY
    return NO_DAY if isinstance(field, SealedDate) else {}


def _end_consents(child: Child) -> None:
    """End what the parent agreed to, but for being counted without a name: that is what stays."""
    about = Q(subject_id=child.pk, purpose__in=Consent.OF_A_CHILD, person=child.parent)
    given_with = Q(pk__in=Referral.objects.filter(child=child).values("consent"))
    consents = Consent.objects.filter(about | given_with).exclude(purpose=Consent.Purpose.MEASURES)
    end_consents(consents, channel=Channel.WEB)


def _forget_parent(parent: Person) -> None:
    forget_words_with(parent)
    forget_person(parent)
