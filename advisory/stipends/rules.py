"""Who may do what with money, and which meetings are paid. Nothing here reads the database."""

from typing import Any

from community.people.rules import handles_money, is_coordinator, is_finance

# Kinds of groups whose members are paid for coming. Providers come as part of their work.
PAID_KINDS = ("advisory_board", "subcommittee")


def may_set_rate(person: Any, group: Any) -> bool:
    """Whether ``person`` may say what a meeting of ``group`` pays."""
    return handles_money(person) and person.community_id == group.community_id


def may_approve(person: Any, stipend: Any) -> bool:
    """Whether ``person`` may approve ``stipend``: a coordinator, and never their own."""
    return (
        is_coordinator(person)
        and person.community_id == stipend.meeting.group.community_id
        and person.pk != stipend.person_id
    )


def may_pay(person: Any, stipend: Any) -> bool:
    """Whether ``person`` may mark ``stipend`` paid: finance, never their own, never one they approved."""
    return (
        is_finance(person)
        and person.community_id == stipend.meeting.group.community_id
        and person.pk not in (stipend.person_id, stipend.approved_by_id)
    )
