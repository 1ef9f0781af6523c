"""The one way a row moves from state to state."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import Refused
from community.core.owned import Owned

Row = TypeVar("Row", bound=Owned)


def transition(
    row: Row, verb: str, *, by: Any | None, why: str = "", channel: str = "", **changes: Any
) -> Row:
    """Do ``verb`` to ``row``: lock it, check its table ``LIFE``, save, and write the audit.

    ``LIFE`` maps (state, verb) to the next state. ``changes`` are further fields saved with it.
    ``row`` itself is brought up to date and returned. Raises Refused when the table has no such step;
    there is no way around the table.
    """
    model: Any = type(row)
    with transaction.atomic():
        locked = model._base_manager.select_for_update().get(pk=row.pk)
        was = locked.state
        following = model.LIFE.get((was, verb))
        if following is None:
            raise Refused(
                _("That can't be done now: it is already “%(state)s”.")
                % {"state": locked.get_state_display()}
            )
        holder: Any
        for holder in (locked, row):
            holder.state = following
            for name, value in changes.items():
                setattr(holder, name, value)
        locked.save(update_fields=["state", *changes])
        audit.record(row, verb, by=by, from_state=was, to_state=following, channel=channel, why=why)
    return row
