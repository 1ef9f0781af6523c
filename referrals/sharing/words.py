"""How a purpose, and a look at a record, is said to a parent. Under the parent's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from community.core.models import AuditLine
from community.people.models import Consent

Purpose = Consent.Purpose
# The verb of opening a record in an emergency.
BROKEN = "break_glass"


def holder_in_text(purpose: str) -> str:
    """Who holds it, as a text may say it: no name of a child, a provider or a service."""
    return {
        Purpose.REFERRAL: _("the agency that referred you"),
        Purpose.SHARE: _("an agency that helps"),
        Purpose.FOLLOW_UP: _("our team"),
        Purpose.CONFERENCE: _("the weekly meeting"),
        Purpose.MEASURES: _("our counts, without names"),
    }[Purpose(purpose)]


def what_for(purpose: str) -> str:
    """What it is held for, on a parent's own page."""
    return {
        Purpose.REFERRAL: _("to refer your child, and to see how it goes"),
        Purpose.SHARE: _("to help your child"),
        Purpose.FOLLOW_UP: _("to check that you are called, and to help if not"),
        Purpose.CONFERENCE: _("to plan the next step in the weekly meeting of agencies: first name and age"),
        Purpose.MEASURES: _("to count, without a name, whether all families get help"),
    }[Purpose(purpose)]


def did(verb: str) -> str:
    """What somebody did with a record, by the verb of the audit line."""
    known = {
        "read": _("opened your child's page"),
        "list_children": _("saw your child's name in a list"),
        "log": _("wrote down the referral"),
        "ask_family": _("sent you a question by text"),
        "family_answer": _("kept your answer"),
        "end_holding": _("ended what somebody holds"),
        "allow_again": _("allowed it again"),
        "renew": _("let it go on for a year"),
        "let_end": _("lets it end on its day"),
        "export": _("took your child's record into a file"),
        BROKEN: _("opened the record without a right to it, and said why"),
        "read_glass": _("read the record, without a right to it"),
    }
    return known.get(verb) or _("changed the record, or noted something in it")


@dataclass(frozen=True)
class Look:
    """One line of the log that a parent is shown."""

    at: datetime
    who: str
    whence: str
    what: str
    why: str


def look_of(
    line: AuditLine, *, team: str, organisations: Mapping[int, str], reasons: Mapping[str, str]
) -> Look:
    """``line`` as a parent reads it. ``team``: the community's name. ``organisations``: names by id.
    ``reasons``: why a record was opened in an emergency, by what the line says of it."""
    purpose, organisation = purpose_and_place(line)
    actor = line.actor
    known = purpose in Purpose.values
    return Look(
        at=line.at,
        who=actor.display_name if actor else _("the system itself"),
        whence=organisations.get(organisation, "") if organisation else (team if known or not actor else ""),
        what=did(line.verb),
        why=what_for(purpose) if known else (reasons.get(line.why, "") if line.verb == BROKEN else ""),
    )


def purpose_and_place(line: AuditLine) -> tuple[str, int]:
    """For which purpose, and from which organization (0: none), a line says that somebody read."""
    if line.verb == BROKEN:
        return "", line.actor.organisation_id or 0 if line.actor else 0
    purpose, _at, place = line.why.partition(" ")[0].partition("@")
    return purpose, int(place) if place.isdigit() else 0
