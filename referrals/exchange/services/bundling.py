"""Bringing a FHIR bundle in, whole or not at all, and writing one."""

import json
from collections.abc import Iterable
from typing import IO, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from community.core.access import require
from community.core.errors import BadInput, Refused
from community.people.models import Person
from referrals.exchange.bundles import vocabulary as words
from referrals.exchange.bundles.reading import MOST_BYTES, Incoming, Issue, read_bundle
from referrals.exchange.bundles.writing import entries, system_of
from referrals.exchange.models import CarriedRow
from referrals.exchange.reading import read_row
from referrals.exchange.row_keys import keys_of_number
from referrals.exchange.rules import may_import
from referrals.exchange.services.entries import entry_of
from referrals.tracking.models import Referral
from referrals.tracking.selectors import referrals_for
from referrals.tracking.services import close_referral, take_step
from referrals.tracking.services.many import log_many
from referrals.tracking.sights import role_of
from referrals.tracking.states import WAY, State


class Unfit(Exception):
    """A bundle that can't be right: what is wrong, and where."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(len(issues))
        self.issues = issues

    def outcome(self) -> dict[str, object]:
        """The same as a FHIR OperationOutcome, for machines."""
        return {
            "resourceType": "OperationOutcome",
            "issue": [
                {"severity": "error", "code": "invalid", "expression": [path], "diagnostics": said}
                for path, said in self.issues
            ],
        }


class Brought(NamedTuple):
    """How many referrals a bundle made, moved on, and left as they were."""

    new: int
    moved: int
    same: int


def bring_bundle(content: bytes, *, by: Person) -> Brought:
    """Log what is new in a bundle and take the steps that it tells; raises Unfit, and nothing is kept.

    The same bundle again changes nothing. A task that tells an earlier step than the referral has reached
    came late: it moves nothing back.
    """
    require(may_import(by))
    if len(content) > MOST_BYTES:
        raise BadInput(_("This bundle is too big. Bring it in parts of at most 20 megabytes."))
    incoming, issues = read_bundle(content)
    if issues:
        raise Unfit(issues)
    with transaction.atomic():
        new = moved = 0
        for one in incoming:
            try:
                referral, is_new = _find_or_log(one, by)
                was = referral.state
                _move(referral, one, by)
            except _Wrong as wrong:
                issues.append(wrong.issue)
            except Refused as refusal:
                issues.append(Issue(one.path, refusal.message))
            else:
                new += is_new
                moved += not is_new and referral.state != was
        if issues:
            raise Unfit(issues)
    return Brought(new, moved, len(incoming) - new - moved)


class _Wrong(Exception):
    def __init__(self, path: str, said: str) -> None:
        super().__init__(path)
        self.issue = Issue(path, said)


def _find_or_log(one: Incoming, by: Person) -> tuple[Referral, bool]:
    assert by.organisation is not None  # noqa: S101  may_import has seen it
    system, value = one.identifier
    if system == system_of(by.community.slug):
        found = (
            referrals_for(by).filter(pk=int(value) if value.isdecimal() and len(value) < 19 else 0).first()
        )
        if found is None:
            raise _Wrong(f"{one.path}.identifier", _("There is no such referral here."))
        return found, False
    keys = keys_of_number(by.organisation.pk, by.community_id, f"{system}|{value}")
    carried = CarriedRow.objects.filter(organisation=by.organisation, key__in=keys).select_related("referral")
    if (row := carried.first()) is not None:
        return row.referral, False
    told, errors = read_row(one.told, today=by.community.today(), notes=None)
    if errors:
        raise _Wrong(f"{one.path}: {errors[0][0]}", errors[0][1])
    (outcome,) = log_many([entry_of(told)], by=by)
    if isinstance(outcome, Refused):
        raise outcome
    referral = Referral.objects.get(pk=outcome)
    CarriedRow.objects.create(organisation=by.organisation, key=keys[0], referral=referral)
    return referral, True


def _move(referral: Referral, one: Incoming, by: Person) -> None:
    """Take the steps that lead to what the task tells, each on its own day; never back."""
    if one.moves_to == words.STAY or referral.state == State.CLOSED:
        return
    target = len(WAY) - 1 if one.moves_to == words.CLOSE else WAY.index(State(one.moves_to))
    for state in WAY[WAY.index(State(referral.state)) + 1 : target + 1]:
        if state not in one.days:
            if one.moves_to == words.CLOSE or state == State.RECEIVED:
                continue
            raise _Wrong(
                f"{one.path}: Task.output",
                _("The day of the step “%(step)s” before it is missing.") % {"step": state.label},
            )
        take_step(referral, state, happened_on=one.days[state], by=by)
    if one.moves_to == words.CLOSE:
        close_referral(referral, reason=one.reason, happened_on=one.days[State.CLOSED.value], by=by)
        referral.refresh_from_db()


def write_bundle(file: IO[bytes], referrals: Iterable[Referral], *, by: Person) -> None:
    """Write a bundle of ``referrals`` as ``by`` sees them, one after the other."""
    file.write(b'{"resourceType":"Bundle","type":"collection","entry":[')
    between = b""
    seen: set[str] = set()
    for referral in referrals:
        texts = getattr(referral, "may_text", False)
        for entry in entries(referral, texts=texts, role=role_of(by, referral)):
            if entry["fullUrl"] in seen:
                continue
            if entry["resource"]["resourceType"] == "Organization":
                seen.add(entry["fullUrl"])
            file.write(between + json.dumps(entry, ensure_ascii=False).encode())
            between = b",\n"
    file.write(b"]}\n")
