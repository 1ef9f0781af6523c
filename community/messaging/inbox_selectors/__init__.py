"""Reading the staff's inbox."""

from community.messaging.inbox_selectors.lists import (
    assigned_count,
    inbox,
    inbox_counts,
    page_of,
    people_by_phone,
    sieves,
    unread_count,
    where_said,
)
from community.messaging.inbox_selectors.threads import (
    BOARD_KIND,
    OpenThread,
    ReadyAnswer,
    open_thread,
    people_around,
    ready_answers,
)

__all__ = [
    "BOARD_KIND",
    "OpenThread",
    "ReadyAnswer",
    "assigned_count",
    "inbox",
    "inbox_counts",
    "open_thread",
    "page_of",
    "people_around",
    "people_by_phone",
    "ready_answers",
    "sieves",
    "unread_count",
    "where_said",
]
