"""Who may do what with money, what is paid, and how much. Nothing here reads the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.people.rules import handles_money, is_coordinator, is_finance

# Kinds of groups whose members are paid for coming. Providers come as part of their work.
PAID_KINDS = ("advisory_board", "subcommittee")


class Kind(models.TextChoices):
    """What somebody is owed money for."""

    MEETING = "meeting", _("a meeting")
    PREPARATION = "preparation", _("preparing a meeting")
    SUBCOMMITTEE = "subcommittee", _("work in a subcommittee")
    INTERVIEW = "interview", _("an interview panel")
    OUTREACH = "outreach", _("outreach work")
    MEAL = "meal", _("a meal")
    CHILDCARE = "childcare", _("child care")
    TRANSPORT = "transport", _("a ride")


# Money given back for what somebody spent. It is no income, so it counts towards no tax threshold
# (IRS, Publication 463, "Accountable plans").
REFUNDS = (Kind.MEAL, Kind.CHILDCARE, Kind.TRANSPORT)
WORK = tuple(kind for kind in Kind if kind not in REFUNDS)
# From which of the book's uses each kind is spent.
USE_OF = {
    **dict.fromkeys(WORK, "stipends"),
    Kind.MEAL: "meals",
    Kind.CHILDCARE: "childcare",
    Kind.TRANSPORT: "transport",
}


class Unit(models.TextChoices):
    """What one amount is for."""

    EACH = "each", _("each time")
    HOUR = "hour", _("an hour")
    # What a receipt says, and no more than this.
    AT_MOST = "at_most", _("what it cost, at most")


class Method(models.TextChoices):
    """How somebody is paid. Stoop holds no bank details: the payer has them."""

    GIFT_CARD = "gift_card", _("gift card")
    CHECK = "check", _("check")
    DEPOSIT = "deposit", _("direct deposit")
    CASH = "cash", _("cash, signed for")


class Sums(NamedTuple):
    """What stands where with one member's money (cents)."""

    owed: int
    approved: int
    sending: int
    paid: int


@dataclass(frozen=True)
class Wish:
    """How one member is paid: who has said nothing gets the whole by check, as soon as it is approved."""

    method: str = Method.CHECK
    at_most_cents: int | None = None
    not_before: date | None = None

    def of(self, cents: int) -> int:
        """How much of ``cents`` the member wants."""
        return cents if self.at_most_cents is None else min(cents, self.at_most_cents)

    def holds_on(self, day: date) -> bool:
        """Whether the member wants to wait still on ``day``."""
        return self.not_before is not None and day < self.not_before


def share_of(cents: int, percent: int) -> int:
    """``percent`` of ``cents`` in whole cents, a half up."""
    return (cents * percent + 50) // 100


def earned(unit: str, cents: int, *, minutes: int = 0, asked: int = 0) -> int:
    """What ``unit`` at ``cents`` comes to (cents): for ``minutes`` of work, or for a receipt of ``asked``.

    Minutes count as they are; a half cent goes up.
    """
    if unit == Unit.HOUR:
        return (cents * minutes * 2 + 60) // 120
    return min(cents, asked) if unit == Unit.AT_MOST else cents


def may_keep_pay(person: Any, group: Any) -> bool:
    """Whether ``person`` may say what ``group`` pays, and write down what somebody else did for it."""
    return handles_money(person) and person.community_id == group.community_id


def may_approve(person: Any, stipend: Any) -> bool:
    """Whether ``person`` may approve ``stipend``: a coordinator, never their own, never what they entered."""
    return (
        is_coordinator(person)
        and person.community_id == stipend.group.community_id
        and person.pk not in (stipend.person_id, stipend.entered_by_id)
    )


def may_correct(person: Any, stipend: Any) -> bool:
    """Whether ``person`` may take ``stipend`` back, or put another amount in its place."""
    return (
        handles_money(person)
        and person.community_id == stipend.group.community_id
        and person.pk != stipend.person_id
    )


def may_pay(person: Any, stipend: Any) -> bool:
    """Whether ``person`` may mark ``stipend`` paid: finance, never their own, never one they approved."""
    return (
        is_finance(person)
        and person.community_id == stipend.group.community_id
        and person.pk not in (stipend.person_id, stipend.approved_by_id)
    )
