"""Pages of messages to many: the list, writing one, looking at it before it leaves, and following it."""

from community.broadcasts.views.following import broadcast, broadcast_do
from community.broadcasts.views.writing import broadcast_edit, broadcast_limits, broadcast_new, broadcasts

__all__ = ["broadcast", "broadcast_do", "broadcast_edit", "broadcast_limits", "broadcast_new", "broadcasts"]
