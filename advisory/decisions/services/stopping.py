"""Stopping the voters of a decision for a moment, to close it or to change what may be voted."""

from django.db import connection

from advisory.decisions.models import Decision

# Of all locks of this kind, those of decisions: the key of their table, then that of the decision.
GATE = "'advisory_decision'::regclass::oid::int, (%s %% 2147483648)::int"


def stop_voters(*decision_ids: int) -> None:
    """Let no further voter pass the gates of these decisions until the caller's transaction ends.

    PostgreSQL gives a shared lock on a row to whoever comes while somebody waits for the row alone: as long
    as votes overlap, a closing would never have its turn. At the gate everybody waits in the order in which
    they came. It comes before the row itself. On SQLite a writing transaction is alone anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as asking:
            for decision_id in sorted(decision_ids):
                asking.execute(f"SELECT pg_advisory_xact_lock({GATE})", [decision_id])


def hold_alone(decision_id: int) -> Decision:
    """Stop the voters, wait for those who have passed, and return the decision as they leave it."""
    stop_voters(decision_id)
    rows = Decision.objects.select_for_update(of=("self",)).select_related("group__community", "meeting")
    return rows.get(pk=decision_id)
